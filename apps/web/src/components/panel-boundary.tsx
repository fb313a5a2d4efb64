import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Component, type ReactNode } from 'react';
import { onBack } from '../lib/connection.ts';
import { ErrorState } from './error-state.tsx';

interface PanelBoundaryProps {
  children: ReactNode;
}

/** Keeps a fault inside its panel, so that the rest of the page can be used on; it is tried again when the server is back. */
export function PanelBoundary({ children }: PanelBoundaryProps) {
  return (
    <QueryErrorResetBoundary>{({ reset }) => <Boundary onRetry={reset}>{children}</Boundary>}</QueryErrorResetBoundary>
  );
}

interface BoundaryProps {
  children: ReactNode;
  /** What failed to load is asked for again. */
  onRetry(): void;
}

class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: null as unknown };
  #stop: (() => void) | null = null;

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidMount() {
    this.#stop = onBack(() => this.state.error !== null && this.#retry());
  }

  override componentWillUnmount() {
    this.#stop?.();
  }

  #retry = () => {
    this.props.onRetry();
    this.setState({ error: null });
  };

  override render() {
    if (this.state.error === null) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={this.#retry} />;
  }
}
