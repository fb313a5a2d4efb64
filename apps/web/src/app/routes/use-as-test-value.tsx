import { type Input, type InputType, parseInputText } from '@jackfield/connector';
import { type Call, getCall, type Project, saveCall } from '@jackfield/contracts';
import { Button, Modal, NativeSelect, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import type { CallSession } from '../../features/call-editor/hooks/use-call-session.ts';
import { setInput } from '../../features/call-editor/model/commands.ts';
import { callEndpoint } from '../../lib/call-endpoint.ts';
import { showUndo } from '../../lib/notify.tsx';
import { callQueries } from '../../lib/queries/call-queries.ts';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import classes from './use-as-test-value.module.css';

interface UseAsTestValueProps {
  project: Project;
  call: Call;
  session: CallSession;
  /** The value, and the words for where it stood. */
  leaf: { text: string; path: string };
  onClose: () => void;
}

const TYPE_WORDS: Record<InputType, string> = {
  text: 'text',
  number: 'number',
  boolean: 'yes / no',
  date: 'date',
  list: 'list',
  object: 'object',
  file: 'file',
};

/** Puts a value of a response into the test value of an input, of this call or of another one of the project. */
export function UseAsTestValue({ project, call, session, leaf, onClose }: UseAsTestValueProps) {
  const { data: apis = [] } = useQuery(projectQueries.tree(project.id));
  const [callId, setCallId] = useState(call.id);
  const isThis = callId === call.id;
  const { data: other, error } = useQuery({ ...callQueries.detail(callId), enabled: !isThis });
  const queryClient = useQueryClient();
  const setOther = useMutation({
    mutationFn: (change: { callId: string; name: string; value: string | undefined }) => setTestValue(change),
    onSuccess: (saved) => queryClient.setQueryData(callQueries.detail(saved.id).queryKey, saved),
  });
  const inputs = isThis ? session.draft.document.inputs : (other?.document.inputs ?? []);
  const callName = isThis ? session.draft.name : (other?.name ?? '');

  const use = async (input: Input) => {
    const { name, testValue: before } = input;
    if (isThis) {
      session.run(setInput(name, { testValue: leaf.text }));
      session.leave();
      showUndo(`${name} has this test value now.`, async () => {
        session.run(setInput(name, { testValue: before }));
        session.leave();
      });
    } else {
      await setOther.mutateAsync({ callId, name, value: leaf.text });
      showUndo(`${name} of ${callName} has this test value now.`, async () => {
        await setOther.mutateAsync({ callId, name, value: before });
      });
    }
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Use as test value of …"
      size={480}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <p className={classes.value}>
          <span>{leaf.path}</span>
          <code>{leaf.text === '' ? '(empty text)' : leaf.text}</code>
        </p>
        <NativeSelect
          label="Call"
          value={callId}
          onChange={(event) => setCallId(event.currentTarget.value)}
          data={apis.map((api) => ({
            group: api.name,
            items: api.calls.map((each) => ({
              value: each.id,
              label: each.id === call.id ? `${each.name} (this call)` : each.name,
            })),
          }))}
        />
        <ul className={classes.inputs} aria-label={`Inputs of ${callName}`}>
          {inputs.map((input) => (
            <InputChoice
              key={input.name}
              input={input}
              text={leaf.text}
              onUse={() => void use(input).catch(() => {})}
            />
          ))}
        </ul>
        {inputs.length === 0 && (isThis || other) && (
          <p className={classes.none}>
            This call has no inputs of its own. Write [name] in its URL, or add an input row.
          </p>
        )}
        <ProblemNotice error={error ?? setOther.error} />
      </Stack>
    </Modal>
  );
}

function InputChoice({ input, text, onUse }: { input: Input; text: string; onUse: () => void }) {
  const refusal = refusalOf(input, text);
  const now = input.testValue === undefined || input.testValue === '' ? 'no test value yet' : `now ${input.testValue}`;
  return (
    <li>
      <Button
        variant="default"
        fullWidth
        justify="space-between"
        disabled={refusal !== null}
        rightSection={<span className={classes.type}>{TYPE_WORDS[input.type]}</span>}
        onClick={onUse}
      >
        {input.name}
      </Button>
      <span className={classes.now}>{refusal ?? now}</span>
    </li>
  );
}

/** Why an input cannot have this test value. */
function refusalOf({ type, isSensitive, allowedValues }: Input, text: string): string | null {
  if (isSensitive) return 'Sensitive: its test value is a secret, set under Inputs.';
  if (allowedValues !== undefined && !allowedValues.includes(text)) return 'It takes other values only.';
  if (text === '') return null;
  const read = parseInputText(type, text);
  return read.ok ? null : `The value ${read.message}`;
}

/** On what stands there now, since somebody else may have changed that call meanwhile. */
async function setTestValue({ callId, name, value }: { callId: string; name: string; value: string | undefined }) {
  const params = { callId };
  const current = await callEndpoint(getCall, { params });
  const inputs = current.document.inputs.map((input) => {
    const { testValue: _, ...rest } = input;
    return input.name === name ? { ...rest, ...(value === undefined ? {} : { testValue: value }) } : input;
  });
  const document = { ...current.document, inputs };
  return callEndpoint(saveCall, { params, body: { name: current.name, version: current.version, document } });
}
