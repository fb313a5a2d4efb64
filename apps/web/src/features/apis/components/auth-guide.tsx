import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { readAuthGuide } from '../model/auth-guides.ts';
import classes from './api-page.module.css';

const MarkdownView = lazy(async () => {
  const { MarkdownView } = await import('../../../components/markdown/markdown-view.tsx');
  return { default: MarkdownView };
});

interface AuthGuideProps {
  /** A page of docs/guide. */
  name: string;
  /** Of the kind that it is a guide to. */
  label: string;
}

/** Opens the guide to a kind of authentication beside its form. */
export function AuthGuide({ name, label }: AuthGuideProps) {
  const [isOpen, setIsOpen] = useState(false);
  const guide = useQuery({
    queryKey: ['auth-guide', name],
    queryFn: () => readAuthGuide(name),
    enabled: isOpen,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <>
      <button type="button" className={classes.guide} onClick={() => setIsOpen(true)}>
        How to set up {label}
      </button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title="Guide"
        size={640}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {guide.error !== null && <ErrorState error={guide.error} onRetry={() => void guide.refetch()} />}
        <Suspense>{guide.data !== undefined && <MarkdownView text={guide.data} />}</Suspense>
      </Modal>
    </>
  );
}
