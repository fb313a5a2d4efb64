import { LIMITS } from '@jackfield/connector';
import { NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { useEditor } from '../hooks/editor-context.ts';
import { setField } from '../model/commands.ts';
import { issuesAt, issueText } from '../model/issues.ts';
import classes from './panels.module.css';

const RESPONSE_TYPES = [
  { value: 'json', label: 'JSON' },
  { value: 'text', label: 'Text' },
  { value: 'empty', label: 'Empty: what comes is not read' },
];

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
            if (value === 'json' || value === 'text' || value === 'empty') session.run(setField('responseType', value));
            session.leave();
          }}
        />
        <Radio.Group
          label="When the API answers with an error"
          description="What a run does unless its caller says otherwise"
          value={onError}
          onChange={(value) => {
            session.run(setField('onError', value === 'continue' ? 'continue' : 'stop'));
            session.leave();
          }}
        >
          <Stack gap={10} mt={8}>
            <Radio size="xs" value="stop" label="Stop: the workflow ends here" disabled={isReadOnly} />
            <Radio size="xs" value="continue" label="Go on: the error is part of the result" disabled={isReadOnly} />
          </Stack>
        </Radio.Group>
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
