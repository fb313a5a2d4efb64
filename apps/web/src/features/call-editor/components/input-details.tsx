import { type Input, inputToText } from '@jackfield/connector';
import { Button, Checkbox, TagsInput, Textarea, TextInput } from '@mantine/core';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useSecretChanges } from '../../../lib/use-secret-changes.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { takeAsText } from '../model/commands.ts';
import { inputPlaces } from '../model/input-names.ts';
import { shownOrigin } from '../model/shown-origin.ts';
import classes from './inputs.module.css';

interface InputDetailsProps {
  input: Input;
  onChange: (change: Partial<Omit<Input, 'name'>>, group?: string) => void;
}

/** What is set rarely for an input; a former name can be given up here. */
export function InputDetails({ input, onChange }: InputDetailsProps) {
  const { session, isReadOnly } = useEditor();
  const places = inputPlaces(session.draft.document, input.name);
  return (
    <>
      <TextInput
        label="Default"
        description={
          input.isSensitive
            ? 'A sensitive input has none: everyone could read it'
            : 'Sent when a caller passes no value'
        }
        size="xs"
        classNames={{ input: 'jf-mono' }}
        value={input.defaultValue ?? ''}
        disabled={input.isSensitive}
        readOnly={isReadOnly}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange({ defaultValue: text === '' ? undefined : text }, 'default');
        }}
        onBlur={session.leave}
      />
      <Textarea
        label="Description"
        size="xs"
        autosize
        minRows={1}
        maxRows={5}
        value={input.description ?? ''}
        readOnly={isReadOnly}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange({ description: text === '' ? undefined : text }, 'description');
        }}
        onBlur={session.leave}
      />
      <div className={classes.checks}>
        <Checkbox
          size="xs"
          label="Allow blank"
          checked={input.allowBlank}
          disabled={isReadOnly}
          onChange={(event) => onChange({ allowBlank: event.currentTarget.checked })}
        />
        <SensitiveCheckbox input={input} onChange={onChange} />
        {(places.has('path') || input.keepsSlashes) && (
          <Checkbox
            size="xs"
            label="Keeps slashes"
            description="“/” separates segments of the path"
            checked={input.keepsSlashes}
            disabled={isReadOnly}
            onChange={(event) => onChange({ keepsSlashes: event.currentTarget.checked })}
          />
        )}
      </div>
      {(places.has('host') || input.allowedValues !== undefined) && (
        <TagsInput
          label="Allowed values"
          description="It stands in the host, so only these may be passed"
          size="xs"
          value={input.allowedValues ?? []}
          readOnly={isReadOnly}
          onChange={(allowedValues) => onChange({ allowedValues })}
        />
      )}
      {!isReadOnly && inputToText(session.draft.document, input.name) !== null && (
        <Button
          size="xs"
          variant="default"
          className={classes.action}
          onClick={() => {
            session.run(takeAsText(input.name));
            session.leave();
          }}
        >
          “&lt;{input.name}&gt;” in the body is text, not an input
        </Button>
      )}
      {input.aliases.length > 0 && (
        <TagsInput
          label="Former names that still work"
          size="xs"
          value={input.aliases}
          readOnly={isReadOnly}
          onChange={(aliases) => onChange({ aliases: aliases.filter((alias) => input.aliases.includes(alias)) })}
        />
      )}
    </>
  );
}

/** Turning it on moves the test value out of the document, into a secret of the call. */
function SensitiveCheckbox({ input, onChange }: InputDetailsProps) {
  const { project, environment, call, session, preview, isReadOnly } = useEditor();
  const { set } = useSecretChanges(project.id);
  const hasDefault = input.defaultValue !== undefined;
  const turnOn = async () => {
    const { testValue } = input;
    onChange({ isSensitive: true, testValue: undefined });
    if (testValue === undefined || testValue === '') return;
    const back = () => onChange({ isSensitive: false, testValue });
    // The server takes a value only for an input that it knows as sensitive.
    if ((await session.flush()) === null) return back();
    const owner = { type: 'call', id: call.id } as const;
    const slot = `input.${input.name}`;
    const origin = shownOrigin(preview) ?? undefined;
    const body = { owner, slot, environmentId: environment.id, value: testValue, acceptShort: true, origin };
    set.mutate(body, { onError: back });
  };
  return (
    <>
      <Checkbox
        size="xs"
        label="Sensitive"
        description={
          input.type === 'file'
            ? 'Files are not masked'
            : hasDefault
              ? 'Remove the default first: everyone can read it'
              : 'Masked like a secret'
        }
        checked={input.isSensitive}
        disabled={isReadOnly || set.isPending || input.type === 'file' || (hasDefault && !input.isSensitive)}
        onChange={(event) => (event.currentTarget.checked ? void turnOn() : onChange({ isSensitive: false }))}
      />
      <ProblemNotice error={set.error} />
    </>
  );
}
