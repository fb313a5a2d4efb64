import { LIMITS, type ResponseType } from '@jackfield/connector';
import { NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useEditor } from '../hooks/editor-context.ts';
import { setField } from '../model/commands.ts';
import { issuesAt, issueText } from '../model/issues.ts';
import { KeptHeaders } from './kept-headers.tsx';
import classes from './panels.module.css';
import { StreamSettingsFields } from './stream-settings.tsx';

const RESPONSE_TYPES = [
  { value: 'json', label: 'JSON' },
  { value: 'xml', label: 'XML' },
  { value: 'text', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'image', label: 'Image' },
  { value: 'file', label: 'File' },
  { value: 'stream', label: 'Stream: server-sent events, NDJSON or chunks' },
  { value: 'empty', label: 'Empty: what comes is not read' },
] satisfies { value: ResponseType; label: string }[];

/** How the answer is read and what a run does when something fails. */
export function SettingsPanel() {
  const { session, issues, isReadOnly } = useEditor();
  const { responseType, onError, tries, idempotencyHeader } = session.draft.document;
  const errorOf = (field: string) => {
    const [issue] = issuesAt(issues, 'call', field);
    return issue && issueText(issue);
  };
  return (
    <div className={classes.panel}>
      <Stack gap="md" maw={420}>
        <Select
          label="Response type"
          description="How the answer is read. Changing it asks for a new Initialize."
          data={RESPONSE_TYPES}
          value={responseType}
          readOnly={isReadOnly}
          onChange={(value) => {
            const chosen = RESPONSE_TYPES.find((type) => type.value === value);
            if (chosen) session.run(setField('responseType', chosen.value));
            session.leave();
          }}
        />
        {responseType === 'stream' && <StreamSettingsFields />}
        <Radio.Group
          label="When a run does not end well"
          description="The API refused, or could not be asked. The result is the same; a caller may choose otherwise with onError."
          value={onError}
          onChange={(value) => {
            session.run(setField('onError', value === 'continue' ? 'continue' : 'stop'));
            session.leave();
          }}
        >
          <Stack gap={10} mt={8}>
            <Radio
              size="xs"
              value="continue"
              label="Include errors in response and go on: the caller is answered 200"
              disabled={isReadOnly}
            />
            <Radio size="xs" value="stop" label="Stop: the caller is answered 424" disabled={isReadOnly} />
          </Stack>
        </Radio.Group>
        <KeptHeaders />
        <NumberInput
          label="Tries"
          description="After a lost connection, 429, 502, 503 or 504. POST and PATCH are tried once, unless a header below makes repeating safe."
          styles={{ wrapper: { width: 96 } }}
          min={1}
          max={LIMITS.triesMax}
          clampBehavior="strict"
          allowDecimal={false}
          value={tries}
          readOnly={isReadOnly}
          onChange={(value) => {
            if (typeof value === 'number' && value >= 1) session.run(setField('tries', value), 'tries');
          }}
          onBlur={session.leave}
        />
        <TextInput
          label="Idempotency header"
          description="Gets a new key for each run, so that the API can tell a repeated request. Leave it empty for none."
          placeholder="Idempotency-Key"
          classNames={{ input: 'jf-mono' }}
          value={idempotencyHeader}
          error={errorOf('idempotencyHeader')}
          maxLength={100}
          readOnly={isReadOnly}
          spellCheck={false}
          onChange={(event) => session.run(setField('idempotencyHeader', event.currentTarget.value), 'idempotency')}
          onBlur={session.leave}
        />
      </Stack>
    </div>
  );
}
