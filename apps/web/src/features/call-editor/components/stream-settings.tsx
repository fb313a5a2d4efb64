import { LIMITS, type StreamEnd, type StreamFormat, type StreamSettings } from '@jackfield/connector';
import { NumberInput, Select, Stack, TextInput } from '@mantine/core';
import { useEditor } from '../hooks/editor-context.ts';
import { setField } from '../model/commands.ts';
import { issuesAt, issueText } from '../model/issues.ts';

const FORMATS = [
  { value: 'auto', label: 'By its content type' },
  { value: 'sse', label: 'Server-sent events' },
  { value: 'ndjson', label: 'NDJSON: one JSON text a line' },
  { value: 'text', label: 'Plain chunks of text' },
] satisfies { value: StreamFormat; label: string }[];

const ENDS = [
  { value: 'connection', label: 'When the connection ends' },
  { value: 'data', label: 'An event whose data is …' },
  { value: 'event', label: 'An event with the name …' },
  { value: 'path', label: 'An event that has a value at …' },
] satisfies { value: StreamEnd['kind']; label: string }[];

/** How a stream is read, where its text stands and when it is complete. */
export function StreamSettingsFields() {
  const { session, issues, isReadOnly } = useEditor();
  const { stream } = session.draft.document;
  const change = (changes: Partial<StreamSettings>, name: string) =>
    session.run(setField('stream', { ...stream, ...changes }), name);
  const errorOf = (field: string) => {
    const [issue] = issuesAt(issues, 'call', 'stream', field);
    return issue && issueText(issue);
  };
  const end = endText(stream.end);
  return (
    <Stack gap="md" component="fieldset" m={0} p={0} bd={0}>
      <legend className="jf-visually-hidden">Stream</legend>
      <Select
        label="Format of the stream"
        data={FORMATS}
        value={stream.format}
        readOnly={isReadOnly}
        onChange={(value) => {
          const chosen = FORMATS.find((format) => format.value === value);
          if (chosen) change({ format: chosen.value }, 'stream.format');
          session.leave();
        }}
      />
      <TextInput
        label="Text path"
        description="Where in the data of each event the text stands. Leave it empty where the data itself is text."
        placeholder="choices[0].delta.content"
        classNames={{ input: 'jf-mono' }}
        value={stream.textPath}
        error={errorOf('textPath')}
        maxLength={LIMITS.streamPathCharsMax}
        readOnly={isReadOnly}
        spellCheck={false}
        onChange={(event) => change({ textPath: event.currentTarget.value }, 'stream.textPath')}
        onBlur={session.leave}
      />
      <Select
        label="The stream is complete"
        description="The end of the connection always ends it; a rule ends it at once, and tells a whole stream from a cut one."
        data={ENDS}
        value={stream.end.kind}
        readOnly={isReadOnly}
        onChange={(value) => {
          const chosen = ENDS.find((each) => each.value === value);
          if (chosen) change({ end: makeEnd(chosen.value, end ?? '') }, 'stream.end');
          session.leave();
        }}
      />
      {end !== null && (
        <TextInput
          label={END_LABELS[stream.end.kind]}
          classNames={{ input: 'jf-mono' }}
          value={end}
          error={errorOf('end')}
          maxLength={LIMITS.streamPathCharsMax}
          readOnly={isReadOnly}
          spellCheck={false}
          onChange={(event) => change({ end: makeEnd(stream.end.kind, event.currentTarget.value) }, 'stream.end')}
          onBlur={session.leave}
        />
      )}
      <Seconds
        label="Longest silence, in seconds"
        description="The stream ends with a timeout when nothing came for so long."
        ms={stream.idleMs}
        msMax={LIMITS.streamIdleMsMax}
        onChange={(idleMs) => change({ idleMs }, 'stream.idle')}
      />
      <Seconds
        label="Longest run, in seconds"
        description="From the request to the end of the stream."
        ms={stream.wholeMs}
        msMax={LIMITS.streamWholeMsMax}
        onChange={(wholeMs) => change({ wholeMs }, 'stream.whole')}
      />
    </Stack>
  );
}

interface SecondsProps {
  label: string;
  description: string;
  ms: number;
  msMax: number;
  onChange: (ms: number) => void;
}

function Seconds({ label, description, ms, msMax, onChange }: SecondsProps) {
  const { session, isReadOnly } = useEditor();
  return (
    <NumberInput
      label={label}
      description={`${description} At most ${(msMax / 1_000).toLocaleString()}.`}
      styles={{ wrapper: { width: 112 } }}
      min={1}
      max={msMax / 1_000}
      clampBehavior="strict"
      allowDecimal={false}
      value={ms / 1_000}
      readOnly={isReadOnly}
      onChange={(value) => {
        if (typeof value === 'number' && value >= 1) onChange(value * 1_000);
      }}
      onBlur={session.leave}
    />
  );
}

const END_LABELS: Record<StreamEnd['kind'], string> = {
  connection: '',
  data: 'Data that ends it',
  event: 'Name of the last event',
  path: 'Path that has a value in the last event',
};

function endText(end: StreamEnd): string | null {
  switch (end.kind) {
    case 'connection':
      return null;
    case 'data':
      return end.value;
    case 'event':
      return end.name;
    case 'path':
      return end.path;
  }
}

function makeEnd(kind: StreamEnd['kind'], text: string): StreamEnd {
  switch (kind) {
    case 'connection':
      return { kind };
    case 'data':
      return { kind, value: text };
    case 'event':
      return { kind, name: text };
    case 'path':
      return { kind, path: text };
  }
}
