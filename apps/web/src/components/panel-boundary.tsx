import { Component, type ReactNode } from 'react';
import { ErrorState } from './error-state.tsx';

interface PanelBoundaryProps {
  children: ReactNode;
}

/** Keeps a fault inside its panel, so that the rest of the page can be used on. */
export class PanelBoundary extends Component<PanelBoundaryProps, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <ErrorState error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
