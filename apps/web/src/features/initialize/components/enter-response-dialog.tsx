import type { ResponseType } from '@jackfield/connector';
import type { Call, PendingShape } from '@jackfield/contracts';
import { Button, Group, Modal, NumberInput, Stack } from '@mantine/core';
import { useState } from 'react';
import { CodeEditor } from '../../../components/code-editor/code-editor.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useEnterResponse } from '../hooks/use-enter-response.ts';
import classes from './enter-response-dialog.module.css';

interface EnterResponseDialogProps {
  call: Call;
  environmentId: string;
  /** What is typed in the request is saved first; null where it cannot be. */
  onSaveDraft: () => Promise<Call | null>;
  onLearned: (shape: PendingShape) => void;
  onClose: () => void;
}

const LEADS: Partial<Record<ResponseType, string>> = {
  json: 'The JSON that the API would answer with.',
  xml: 'The XML that the API would answer with.',
  number: 'A number, such as 41.90.',
  text: 'A text has no fields: any will do.',
  image: 'An image is always its content type, file name, size and bytes: there is nothing to enter.',
  file: 'A file is always its content type, file name, size and bytes: there is nothing to enter.',
  empty: 'An empty response has no fields: there is nothing to enter.',
};
const TYPED: ReadonlySet<ResponseType> = new Set<ResponseType>(['json', 'xml', 'number', 'text']);

/** For an endpoint that is not ready, or must not be called: the response is typed, and its shape learned from that. */
export function EnterResponseDialog({
  call,
  environmentId,
  onSaveDraft,
  onLearned,
  onClose,
}: EnterResponseDialogProps) {
  const [text, setText] = useState('');
  const [status, setStatus] = useState<number | string>(200);
  const enter = useEnterResponse(call.id, (shape) => {
    onLearned(shape);
    onClose();
  });
  const { responseType } = call.document;
  const isError = typeof status === 'number' && status >= 300;
  const isTyped = isError || TYPED.has(responseType);
  const submit = async () => {
    const saved = await onSaveDraft();
    if (saved !== null) enter.mutate({ environmentId, version: saved.version, status: Number(status), text });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Enter a response by hand"
      size={640}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <p className={classes.lead}>
          Nothing is sent. The shape is learned from what you type, marked as entered by hand, and gives way to what the
          API really sends once the call is initialized.
        </p>
        <NumberInput
          label="Status"
          description="300 and above make it a response of the error shape."
          styles={{ wrapper: { width: 96 } }}
          min={200}
          max={599}
          allowDecimal={false}
          clampBehavior="strict"
          value={status}
          onChange={setStatus}
        />
        <p className={classes.lead}>{isError ? 'The JSON that the API would say.' : (LEADS[responseType] ?? '')}</p>
        {isTyped && (
          <div className={classes.editor}>
            <CodeEditor
              label="Response"
              language={isError || responseType === 'json' ? 'json' : responseType === 'xml' ? 'xml' : 'text'}
              value={text}
              onChange={setText}
            />
          </div>
        )}
        <ProblemNotice error={enter.error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={enter.isPending}
            disabled={typeof status !== 'number' || (isTyped && responseType !== 'text' && text.trim() === '')}
            onClick={() => void submit()}
          >
            Learn the shape
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
