import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AnyRow } from '../../../components/row-editor/rows.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { toggleSharedRow } from '../model/commands.ts';
import classes from './panels.module.css';

interface SharedRowsProps {
  noun: string;
  /** The API's. */
  rows: readonly AnyRow[];
  /** The call's, which win over the API's of the same name. */
  own: readonly AnyRow[];
  apiId: string;
  ignoresCase?: boolean;
}

/** What the API adds to every call, with a switch for this one. */
export function SharedRows({ noun, rows, own, apiId, ignoresCase = false }: SharedRowsProps) {
  const { api, project, session, isReadOnly } = useEditor();
  const shown = rows.filter((row) => row.isEnabled && row.key !== '');
  if (shown.length === 0) return null;
  const same = (key: string) => (ignoresCase ? key.toLowerCase() : key);
  const replaced = new Set(own.filter((row) => row.isEnabled).map((row) => same(row.key)));
  const off = session.draft.document.disabledSharedRows;
  return (
    <section className={classes.shared}>
      <h2 className={classes.heading}>
        From{' '}
        <Link to="/projects/$projectId/apis/$apiId" params={{ projectId: project.id, apiId }} className={classes.link}>
          {api.name}
        </Link>
        <span className="jf-visually-hidden">{`: shared ${noun}`}</span>
      </h2>
      <ul className={classes.sharedList}>
        {shown.map((row) => {
          const isReplaced = replaced.has(same(row.key));
          const isOff = off.includes(row.id);
          return (
            <li key={row.id} data-off={isOff || isReplaced || undefined}>
              <Checkbox
                size="xs"
                checked={!isOff}
                disabled={isReadOnly}
                aria-label={`Send ${row.key} with this call`}
                onChange={() => {
                  session.run(toggleSharedRow(row.id));
                  session.leave();
                }}
              />
              <code className={classes.sharedKey}>{row.key}</code>
              <code className={classes.sharedValue} data-kind={row.kind}>
                {row.kind === 'fixed' ? row.value : row.template.replaceAll('<value>', `<${row.input}>`)}
              </code>
              <span className={classes.sharedNote}>{isReplaced ? 'replaced above' : isOff ? 'off here' : ''}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
