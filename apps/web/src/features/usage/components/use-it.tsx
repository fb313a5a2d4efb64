import { Button, Modal } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Notice } from '../../../components/notice.tsx';
import { FormSkeleton } from '../../../components/skeletons.tsx';
import type { UsageCodeProps } from './usage-code.tsx';

const UsageCode = lazy(async () => {
  const { UsageCode } = await import('./usage-code.tsx');
  return { default: UsageCode };
});

/** On a call's page: how it is run from outside. */
export function UseIt(props: UsageCodeProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconTerminal2 size={14} stroke={1.75} aria-hidden />}
        onClick={() => setIsOpen(true)}
      >
        Use it
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setIsOpen(false)}
        title="Use this call from your code"
        size={720}
        centered
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {props.call.initialization === 'never' && (
          <Notice kind="info">
            <p>Initialize the call and save its shape first: until then it cannot be run.</p>
          </Notice>
        )}
        <Suspense fallback={<FormSkeleton fields={3} />}>
          <UsageCode {...props} />
        </Suspense>
      </Modal>
    </>
  );
}
