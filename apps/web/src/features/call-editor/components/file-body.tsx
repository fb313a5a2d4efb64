import type { Body } from '@jackfield/connector';
import { Autocomplete } from '@mantine/core';
import { InputNameField } from '../../../components/row-editor/input-name-field.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { setBody, setFileInput } from '../model/commands.ts';
import { issuesAt, issueText } from '../model/issues.ts';
import classes from './panels.module.css';
import { TestFile } from './test-file.tsx';

const CONTENT_TYPES = ['application/octet-stream', 'application/pdf', 'image/png', 'image/jpeg', 'text/csv'];

/** One file as the whole body. */
export function FileBody({ body }: { body: Body & { kind: 'file' } }) {
  const { session, issues, isReadOnly } = useEditor();
  const names = session.draft.document.inputs.flatMap(({ name, type }) => (type === 'file' ? [name] : []));
  const found = issuesAt(issues, 'call', 'body');
  return (
    <>
      <div className={classes.fileBody}>
        <div>
          <span className={classes.label} aria-hidden>
            Input
          </span>
          <span className={classes.fileName}>
            <InputNameField
              name={body.input}
              label="Input that is the body"
              names={names}
              isReadOnly={isReadOnly}
              isInvalid={found.length > 0}
              onCommit={(name) => session.run(setFileInput(name))}
              onBlur={session.leave}
            />
          </span>
        </div>
        <Autocomplete
          label="Content type"
          placeholder="The file’s own"
          size="xs"
          w={240}
          data={CONTENT_TYPES}
          classNames={{ input: 'jf-mono' }}
          value={body.contentType}
          readOnly={isReadOnly}
          onChange={(contentType) => session.run(setBody({ ...body, contentType }), 'content-type')}
          onBlur={session.leave}
        />
      </div>
      <div>
        <TestFile name={body.input} />
      </div>
      {found.map((issue) => (
        <p key={issue.message} className={classes.wrong} role="alert">
          {issueText(issue)}
        </p>
      ))}
      <p className={classes.help}>
        The bytes of the file are the body. Callers pass it with each run; the one chosen here is sent with Initialize
        and not kept.
      </p>
    </>
  );
}
