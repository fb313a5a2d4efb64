import { type Environment, originSchema, type Secret } from '@jackfield/contracts';
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { SecretField } from '../../../components/secret-field/secret-field.tsx';
import { toApiProblem } from '../../../lib/api-problem.ts';
import { useSecretChanges } from '../../../lib/use-secret-changes.ts';
import classes from './values.module.css';

interface SecretCellProps {
  projectId: string;
  name: string;
  environment: Environment;
  secret: Secret | null;
  canEdit: boolean;
  onRemove(): void;
}

/** A secret of the project in one environment, and where it may go. */
export function SecretCell({ projectId, name, environment, secret, canEdit, onRemove }: SecretCellProps) {
  return (
    <>
      <SecretField
        projectId={projectId}
        owner={{ type: 'project' }}
        slot={name}
        environmentId={environment.id}
        label={`${name}, ${environment.name}`}
        secret={secret}
        canEdit={canEdit}
        {...(secret === null ? {} : { onRemove })}
      />
      {secret !== null && canEdit && <AllowOrigin projectId={projectId} secret={secret} name={name} />}
    </>
  );
}

/** Confirms another address by hand, before a call asks for it. */
function AllowOrigin({ projectId, secret, name }: { projectId: string; secret: Secret; name: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [message, setMessage] = useState<string | null>(null);
  const { confirm } = useSecretChanges(projectId);
  if (!isOpen) {
    return (
      <UnstyledButton className={classes.allow} onClick={() => setIsOpen(true)}>
        {secret.origins.length === 0 ? 'Goes nowhere yet. Allow an address' : 'Allow another address'}
        <span className="jf-visually-hidden"> for {name}</span>
      </UnstyledButton>
    );
  }
  const close = () => {
    setIsOpen(false);
    setText('');
    setMessage(null);
  };
  const submit = () => {
    const parsed = originSchema.safeParse(originFrom(text));
    if (!parsed.success) return setMessage('Scheme and host, such as https://api.example.com.');
    confirm.mutate(
      { secretId: secret.id, origin: parsed.data },
      { onSuccess: close, onError: (error) => setMessage(toApiProblem(error).message) },
    );
  };
  return (
    <form
      className={classes.allowForm}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput
        size="xs"
        autoFocus
        classNames={{ input: 'jf-mono' }}
        aria-label={`Address that ${name} may go to`}
        placeholder="https://api.example.com"
        value={text}
        error={message}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && close()}
      />
      <Button size="xs" type="submit" loading={confirm.isPending}>
        Allow
      </Button>
      <Button size="xs" variant="default" onClick={close}>
        Cancel
      </Button>
    </form>
  );
}

/** A pasted address is cut to its origin. */
function originFrom(text: string): string {
  try {
    return new URL(text.trim()).origin;
  } catch {
    return text.trim();
  }
}
