import { Button, Loader, NativeSelect } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCopy, IconFold, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { IconButton } from '../icon-button.tsx';
import type { TreeRow } from './json-document.ts';
import { JsonFilter, JsonMatches } from './json-filter.tsx';
import { JsonSearch } from './json-search.tsx';
import { JsonTable } from './json-table.tsx';
import classes from './json-tree.module.css';
import { JsonTree } from './json-tree.tsx';
import { type OpenJson, useJson } from './use-json.ts';

/** A JSON text of any size to look around in: as a tree, searched, filtered by JSONPath, and its lists as tables. */
export function JsonView({ parts }: { parts: readonly string[] }) {
  const { json, error } = useJson(parts);
  if (error !== null) return <p className={classes.remark}>{error} Raw and Download still have all of it.</p>;
  if (json === null) {
    return (
      <div className={classes.remark} role="status">
        <Loader size={14} aria-hidden /> Reading…
      </div>
    );
  }
  return <OpenView json={json} />;
}

function OpenView({ json }: { json: OpenJson }) {
  const [rowCount, setRowCount] = useState(json.rowCount);
  const [chosen, setChosen] = useState(0);
  const [row, setRow] = useState<TreeRow | null>(null);
  const [table, setTable] = useState<TreeRow | null>(null);
  const [matches, setMatches] = useState<{ rows: TreeRow[]; count: number } | null>(null);
  const [remark, setRemark] = useState('');
  // What is open is the worker's to know; a number says that it changed.
  const [version, setVersion] = useState(0);
  const clipboard = useClipboard({ timeout: 1500 });

  const openTo = async (depth: number) => {
    const opened = await json.client.ask('depth', { depth });
    setRowCount(opened.rowCount);
    setRemark(opened.isCut ? 'Not all of it is open: that would be more lines than anybody reads.' : '');
    setVersion(version + 1);
    setChosen(0);
  };
  const copy = async (what: 'path' | 'value') => {
    if (row === null) return;
    clipboard.copy(await json.client.ask(what, { place: row.place }));
    setRemark(what === 'path' ? 'The path is copied.' : 'The value is copied.');
  };
  const showInTree = async (match: TreeRow) => {
    setMatches(null);
    for (let depth = 1; depth < match.place.length; depth += 1) await openIfClosed(json, match.place.slice(0, depth));
    const at = await json.client.ask('row', { place: match.place });
    setRowCount((await json.client.ask('open', {})).rowCount);
    setVersion(version + 1);
    setChosen(at);
  };
  return (
    <section className={classes.view} aria-label="Value of the response">
      <div className={classes.tools}>
        <JsonSearch
          client={json.client}
          onReveal={({ row: at, rowCount: count }) => {
            setTable(null);
            setMatches(null);
            setRowCount(count);
            setChosen(at);
            setVersion((before) => before + 1);
          }}
        />
        <JsonFilter
          client={json.client}
          onMatches={(found) => {
            setTable(null);
            setMatches(found);
          }}
        />
        <NativeSelect
          size="xs"
          aria-label="Open to a depth"
          value=""
          data={[
            { value: '', label: 'Open to…' },
            ...['2', '3', '4', '5'].map((depth) => ({ value: depth, label: `Depth ${depth}` })),
            { value: '200', label: 'All' },
          ]}
          onChange={(event) => void openTo(Number(event.currentTarget.value))}
        />
        <IconButton label="Close all lines" size={28} onClick={() => void openTo(1)}>
          <IconFold size={16} stroke={1.5} aria-hidden />
        </IconButton>
        <div className={classes.actions}>
          {row?.kind === 'list' && table === null && matches === null && (
            <Tool icon={<IconTable size={14} aria-hidden />} onClick={() => setTable(row)}>
              As a table
            </Tool>
          )}
          {table !== null && <Tool onClick={() => setTable(null)}>Back to the tree</Tool>}
          <Tool icon={<IconCopy size={14} aria-hidden />} isDisabled={row === null} onClick={() => void copy('path')}>
            Copy path
          </Tool>
          <Tool icon={<IconCopy size={14} aria-hidden />} isDisabled={row === null} onClick={() => void copy('value')}>
            Copy value
          </Tool>
        </div>
      </div>
      <p className={classes.told} role="status">
        {remark}
      </p>
      {matches !== null ? (
        <JsonMatches {...matches} onOpen={(match) => void showInTree(match)} onClose={() => setMatches(null)} />
      ) : table !== null ? (
        <JsonTable client={json.client} place={table.place} />
      ) : (
        <JsonTree
          key={version}
          json={json}
          rowCount={rowCount}
          onRowCount={setRowCount}
          chosen={chosen}
          onChoose={setChosen}
          onChosenRow={setRow}
        />
      )}
    </section>
  );
}

async function openIfClosed({ client }: OpenJson, place: readonly number[]): Promise<void> {
  const at = await client.ask('row', { place });
  const [row] = await client.ask('rows', { start: at, count: 1 });
  if (row !== undefined && !row.isOpen) await client.ask('toggle', { place });
}

interface ToolProps {
  icon?: React.ReactNode;
  isDisabled?: boolean;
  onClick: () => void;
  children: string;
}

function Tool({ icon, isDisabled = false, onClick, children }: ToolProps) {
  return (
    <Button size="compact-sm" variant="subtle" color="gray" leftSection={icon} disabled={isDisabled} onClick={onClick}>
      {children}
    </Button>
  );
}
