import { Radio, Stack, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { useEditor } from '../hooks/editor-context.ts';
import { setField } from '../model/commands.ts';
import { readHeaderNames } from '../model/kept-header-names.ts';

/** Which headers of the response a run gives back. */
export function KeptHeaders() {
  const { session, isReadOnly } = useEditor();
  const { responseHeaders } = session.draft.document;
  const { keep, names } = responseHeaders;
  const [problem, setProblem] = useState<string | null>(null);
  const set = (change: Partial<typeof responseHeaders>) => {
    session.run(setField('responseHeaders', { ...responseHeaders, ...change }));
    session.leave();
  };
  return (
    <div>
      <Radio.Group
        label="Headers of the response to keep"
        description="They are part of the result and of its shape: initialize again after a change."
        value={keep}
        onChange={(value) => {
          const choice = (['default', 'chosen', 'all'] as const).find((each) => each === value);
          if (choice) set({ keep: choice });
        }}
      >
        <Stack gap={10} mt={8}>
          <Radio
            size="xs"
            value="default"
            label="The usual ones: content type, etag, link, rate limits, request ids"
            disabled={isReadOnly}
          />
          <Radio size="xs" value="chosen" label="These" disabled={isReadOnly} />
          <Radio size="xs" value="all" label="All, but for cookies and those of the connection" disabled={isReadOnly} />
        </Stack>
      </Radio.Group>
      {keep === 'chosen' && (
        <TagsInput
          mt={8}
          ml={28}
          aria-label="Names of the headers to keep"
          placeholder={names.length === 0 ? 'x-total-count' : ''}
          description="Enter or a comma ends a name"
          inputWrapperOrder={['input', 'description', 'error']}
          classNames={{ input: 'jf-mono' }}
          splitChars={[',', ' ', ';']}
          acceptValueOnBlur
          value={names}
          error={problem}
          readOnly={isReadOnly}
          spellCheck={false}
          onChange={(typed) => {
            const read = readHeaderNames(typed);
            setProblem(read.problem);
            set({ names: read.names });
          }}
        />
      )}
    </div>
  );
}
