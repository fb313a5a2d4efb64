import { NAME_PATTERN } from '@jackfield/connector';
import type { Environment, Secret } from '@jackfield/contracts';
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { splitScheme } from '../lib/split-scheme.ts';
import { useSecretChanges } from '../lib/use-secret-changes.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { inputNameFor } from './row-editor/rows.ts';

interface MoveToSecretDialogProps {
  projectId: string;
  /** Where the value is set. */
  environment: Environment;
  /** Of the API: the name starts with it. */
  apiSlug: string;
  /** Of the project. */
  secrets: readonly Secret[];
  /** The text that holds the key. */
  value: string;
  suggestedName: string;
  /** The text with the key's name in the key's place. */
  onMoved: (value: string) => void;
  onClose: () => void;
}

/** Stores a key as a secret of the project and leaves its name in its place. */
export function MoveToSecretDialog(props: MoveToSecretDialogProps) {
  const { projectId, environment, apiSlug, secrets, value, suggestedName, onMoved, onClose } = props;
  const taken = new Set(secrets.filter(({ owner }) => owner.type === 'project').map(({ slot }) => slot));
  const [name, setName] = useState(() =>
    inputNameFor(`${apiSlug.replaceAll('-', '_')}_key`, (each) => taken.has(each)),
  );
  const { scheme, key } = splitScheme(value);
  const { set } = useSecretChanges(projectId);
  const store = () =>
    set.mutate(
      { owner: { type: 'project' }, slot: name, environmentId: environment.id, value: key },
      {
        onSuccess: () => {
          onMoved(`${scheme}{{${name}}}`);
          onClose();
        },
      },
    );
  const nameError = NAME_PATTERN.test(name)
    ? taken.has(name) && 'There is a secret of this name already.'
    : 'Start with a letter or _, then letters, digits, space, _ . or -.';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!nameError) store();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Move into a secret"
      size={460}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit}>
        <Stack gap="sm">
          <p style={{ margin: 0 }}>
            The value of “{suggestedName || 'this row'}” is kept on the server for {environment.name}, and nobody can
            read it again. The row keeps its name.
          </p>
          <TextInput
            label="Name of the secret"
            description={`Used as {{${name}}}`}
            classNames={{ input: 'jf-mono' }}
            value={name}
            error={nameError || undefined}
            data-autofocus
            spellCheck={false}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ProblemNotice error={set.error} />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={set.isPending}>
              Move into a secret
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
