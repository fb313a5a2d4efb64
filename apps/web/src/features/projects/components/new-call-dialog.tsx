import type { ApiSummary } from '@jackfield/contracts';
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { problemAt, toApiProblem } from '../../../lib/api-problem.ts';
import { useTreeChanges } from '../hooks/use-tree-changes.tsx';

interface NewCallDialogProps {
  projectId: string;
  apis: readonly ApiSummary[];
  onClose: () => void;
}

/** A call for the API that is open, or for another. */
export function NewCallDialog({ projectId, apis, onClose }: NewCallDialogProps) {
  const open = useParams({ strict: false });
  const { addCall } = useTreeChanges(projectId);
  const [apiId, setApiId] = useState(
    () =>
      apis.find(({ id, calls }) => id === open.apiId || calls.some((call) => call.id === open.callId))?.id ??
      apis[0]?.id,
  );
  const [name, setName] = useState('');
  const problem = addCall.error === null ? null : toApiProblem(addCall.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (apiId !== undefined && name.trim() !== '') addCall.mutate({ apiId, name }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title="New call" size={440} centered closeButtonProps={{ 'aria-label': 'Close' }}>
      {apis.length === 0 ? (
        <p>Add an API first: a call belongs to one.</p>
      ) : (
        <form noValidate onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              data-autofocus
              label="Name"
              placeholder="List customers"
              autoComplete="off"
              maxLength={100}
              value={name}
              error={problem && (problemAt(problem, 'name') ?? problem.message)}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Select
              label="API"
              data={apis.map((api) => ({ value: api.id, label: api.name }))}
              value={apiId ?? null}
              allowDeselect={false}
              searchable
              onChange={(value) => setApiId(value ?? undefined)}
            />
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={addCall.isPending}>
                Add call
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Modal>
  );
}
