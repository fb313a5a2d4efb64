import type { Body } from '@jackfield/connector';
import { Autocomplete, Button } from '@mantine/core';
import { IconVariablePlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { CodeEditor } from '../../../components/code-editor/code-editor.tsx';
import type { CodeEditorHandle } from '../../../components/code-editor/code-languages.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { usePlaceholders } from '../hooks/use-placeholders.ts';
import { setBody } from '../model/commands.ts';
import { type QueryFacts, readQuery } from '../model/graphql-query.ts';
import { addQueryVariables, missingVariables } from '../model/graphql-variables.ts';
import { codeProblems, issuesAt, issueText } from '../model/issues.ts';
import classes from './panels.module.css';
import { TemplateProblems } from './template-problems.tsx';

const NO_FACTS: QueryFacts = { operations: [], variables: [], problem: null };

/** A query, its variables as JSON with inputs, and which operation of several. */
export function GraphqlBody({ body, picker }: { body: Body & { kind: 'graphql' }; picker: ReactNode }) {
  const { session, issues, isReadOnly } = useEditor();
  const placeholders = usePlaceholders();
  const query = useRef<CodeEditorHandle>(null);
  const variables = useRef<CodeEditorHandle>(null);
  const facts = useQueryFacts(body.query);
  const missing = missingVariables(body.variables, facts.variables);
  const inQuery = issuesAt(issues, 'call', 'body', 'query');
  const inVariables = issuesAt(issues, 'call', 'body', 'variables');
  const queryProblems = [
    ...codeProblems(inQuery, 'call', 'body', 'query'),
    ...(facts.problem === null ? [] : [facts.problem]),
  ];
  const variableProblems = codeProblems(inVariables, 'call', 'body', 'variables');
  const common = {
    placeholders,
    isReadOnly,
    onBlur: session.leave,
    onUndo: session.undo,
    onRedo: session.redo,
  };
  return (
    <>
      <div className={classes.toolbar}>
        {picker}
        {facts.operations.length > 1 || body.operationName !== '' ? (
          <Autocomplete
            aria-label="Operation name"
            placeholder="Operation"
            size="xs"
            w={160}
            data={facts.operations}
            classNames={{ input: 'jf-mono' }}
            value={body.operationName}
            readOnly={isReadOnly}
            onChange={(operationName) => session.run(setBody({ ...body, operationName }), 'operation')}
            onBlur={session.leave}
          />
        ) : null}
      </div>
      <div className={classes.editor}>
        <CodeEditor
          {...common}
          handle={query}
          label="GraphQL query"
          language="graphql"
          value={body.query}
          placeholder={'query Product($id: ID!) {\n  product(id: $id) { name }\n}'}
          problems={queryProblems}
          onChange={(text) => session.run(setBody({ ...body, query: text }), 'query')}
        />
      </div>
      <TemplateProblems
        text={body.query}
        problems={queryProblems}
        others={inQuery.filter(({ at }) => !at).map(issueText)}
        onGoTo={(offset) => query.current?.goTo(offset)}
      />
      <div className={classes.toolbar}>
        <h3 className={classes.heading}>Variables</h3>
        {missing.length > 0 && !isReadOnly && (
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<IconVariablePlus size={14} aria-hidden />}
            onClick={() => {
              session.run(addQueryVariables(missing));
              session.leave();
            }}
          >
            Add {missing.map(({ name }) => `$${name}`).join(', ')} as {missing.length === 1 ? 'an input' : 'inputs'}
          </Button>
        )}
      </div>
      <div className={classes.variables}>
        <CodeEditor
          {...common}
          handle={variables}
          label="GraphQL variables"
          language="json-template"
          value={body.variables}
          placeholder={'{ "id": <id> }'}
          problems={variableProblems}
          onChange={(text) => session.run(setBody({ ...body, variables: text }), 'variables')}
        />
      </div>
      <TemplateProblems
        text={body.variables}
        problems={variableProblems}
        others={inVariables.filter(({ at }) => !at).map(issueText)}
        onGoTo={(offset) => variables.current?.goTo(offset)}
      />
      <p className={classes.help}>
        Inputs come in by the variables: <code>&lt;name&gt;</code> is an input, as in a JSON body. An answer with{' '}
        <code>errors</code> counts as failed, whatever its status.
      </p>
    </>
  );
}

/** Of the text as it was last read; typing is not held up by it. */
function useQueryFacts(text: string): QueryFacts {
  const [facts, setFacts] = useState(NO_FACTS);
  useEffect(() => {
    let isWanted = true;
    void readQuery(text).then((read) => {
      if (isWanted) setFacts(read);
    });
    return () => {
      isWanted = false;
    };
  }, [text]);
  return facts;
}
