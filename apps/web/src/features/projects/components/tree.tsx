import type { ApiSummary } from '@jackfield/contracts';
import { useParams } from '@tanstack/react-router';
import { type FocusEvent, lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { openTransfer } from '../../../lib/open-transfer.ts';
import { useClosedApis } from '../hooks/use-closed-apis.ts';
import { useMoves } from '../hooks/use-moves.tsx';
import { useTreeKeys } from '../hooks/use-tree-keys.ts';
import { flattenTree, lineKey, placesOf, type TreeLine } from '../model/flatten-tree.ts';
import { dropOf, stepOf } from '../model/move-in-tree.ts';
import { AddCallLine } from './add-call-line.tsx';
import { ApiLine } from './api-line.tsx';
import { CallLeaf } from './call-leaf.tsx';
import { type DrawnLine, PlainLines } from './plain-lines.tsx';
import classes from './sidebar.module.css';
import { TreeItem } from './tree-item.tsx';

/** More lines are drawn only where they are in sight, which takes a library of its own. */
const DRAWN_MAX = 200;

const VirtualLines = lazy(async () => {
  const { VirtualLines } = await import('./virtual-lines.tsx');
  return { default: VirtualLines };
});

interface TreeProps {
  projectId: string;
  /** All of the project: what is moved is moved among these. */
  apis: readonly ApiSummary[];
  /** Those that the filter leaves. */
  shown: readonly ApiSummary[];
  isFiltered: boolean;
  canEdit: boolean;
  onNavigate(): void;
}

/** The APIs with their calls; of a thousand only those in sight are drawn. */
export function Tree({ projectId, apis, shown, isFiltered, canEdit, onNavigate }: TreeProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { apiId: openApiId, callId: openCallId } = useParams({ strict: false });
  const { closed, setOpen } = useClosedApis(projectId);
  const [addingTo, setAddingTo] = useState<string | null>(null);
  const { move, said } = useMoves(projectId, apis);
  const lines = useMemo(
    () => flattenTree(shown, { closed, addingTo, isFiltered, canEdit }),
    [shown, closed, addingTo, isFiltered, canEdit],
  );
  const isLong = lines.length > DRAWN_MAX;
  // Set by the list that draws only what is in sight; any other has every line there.
  const scroller = useRef<((index: number) => void) | null>(null);
  const onScroller = useCallback((scrollTo: (index: number) => void) => {
    scroller.current = scrollTo;
    return () => {
      scroller.current = null;
    };
  }, []);
  const getFrame = useCallback(() => frame.current, []);
  const bringIntoSight = (index: number) => {
    if (scroller.current !== null) scroller.current(index);
    else frame.current?.querySelector(`[data-line="${index}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  useOpenInSight(lines, openCallId ?? openApiId, bringIntoSight);

  const canMove = canEdit && !isFiltered;
  // What dragging takes is fetched when a mouse comes near.
  const [isNear, setIsNear] = useState(false);
  const openId = openCallId ?? openApiId;
  // The line that had the focus last, else the one that is open.
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const places = useMemo(() => placesOf(lines), [lines]);
  const tabStop = useMemo(() => {
    const at = (wanted: (line: TreeLine) => boolean) => lines.findIndex(wanted);
    const focused = at((line) => lineKey(line) === focusedKey);
    return Math.max(0, focused === -1 ? at((line) => isLineOf(line, openId)) : focused);
  }, [lines, focusedKey, openId]);
  const focusAt = (index: number) => {
    if (index < 0 || index >= lines.length) return;
    bringIntoSight(index);
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-line="${index}"]`)?.focus());
  };
  const onKeyDown = useTreeKeys({
    lines,
    focusAt,
    setOpen,
    onStep: (line, by) => {
      if (!canMove || line.kind === 'add') return;
      const step = stepOf(apis, { kind: line.kind, id: line.kind === 'api' ? line.api.id : line.call.id }, by);
      if (step !== null) move(step);
    },
  });
  const onFocus = (event: FocusEvent<HTMLElement>) => {
    const index = event.target.closest<HTMLElement>('[data-line]')?.dataset.line;
    const line = lines[Number(index)];
    if (line !== undefined) setFocusedKey(lineKey(line));
  };
  const draw = (line: TreeLine, { key, index, isTabStop, style = {} }: DrawnLine) => (
    <TreeItem
      key={key}
      {...{ line, index, isTabStop, style }}
      place={places[index] ?? { level: 1, position: index + 1, count: lines.length }}
      isOpen={isLineOf(line, openId)}
    >
      {line.kind === 'api' && (
        <ApiLine
          {...{ projectId, canEdit, canMove, isTabStop, onNavigate, move, apis }}
          canDrag={canMove && isNear}
          api={line.api}
          isOpen={line.isOpen}
          onOpenChange={(isOpen) => setOpen(line.api.id, isOpen)}
          onAddCall={() => setAddingTo(line.api.id)}
          onDrop={(dragged, edge) => {
            const drop = dropOf(apis, { kind: 'api', id: dragged.id }, line.api.id, edge);
            if (drop !== null) move(drop);
          }}
          onDropForeign={(id) => openTransfer({ kind: 'call', id, apiId: line.api.id })}
        />
      )}
      {line.kind === 'call' && (
        <CallLeaf
          {...{ projectId, canEdit, canMove, isTabStop, onNavigate, move, apis }}
          canDrag={canMove && isNear}
          call={line.call}
          onDrop={(dragged, edge) => {
            const drop = dropOf(apis, { kind: 'call', id: dragged.id }, line.call.id, edge);
            if (drop !== null) move(drop);
          }}
          onDropForeign={(id) => openTransfer({ kind: 'call', id, apiId: line.api.id })}
        />
      )}
      {line.kind === 'add' && (
        <AddCallLine
          api={line.api}
          projectId={projectId}
          isAdding={addingTo === line.api.id}
          onAddingChange={(isAdding) => setAddingTo(isAdding ? line.api.id : null)}
        />
      )}
    </TreeItem>
  );
  return (
    <div ref={frame} className={classes.tree} onPointerEnter={() => setIsNear(true)}>
      <div
        role="tree"
        tabIndex={-1}
        className={classes.list}
        aria-label="APIs and their calls"
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        {isLong ? (
          <Suspense
            fallback={
              <PlainLines {...{ tabStop }} lines={lines.slice(0, DRAWN_MAX)}>
                {draw}
              </PlainLines>
            }
          >
            <VirtualLines {...{ lines, addingTo, tabStop, getFrame, onScroller }}>{draw}</VirtualLines>
          </Suspense>
        ) : (
          <PlainLines {...{ lines, tabStop }}>{draw}</PlainLines>
        )}
      </div>
      <p className="jf-visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

function isLineOf(line: TreeLine, id: string | undefined): boolean {
  return line.kind === 'call' ? line.call.id === id : line.kind === 'api' && line.api.id === id;
}

/** What is open is brought into sight when it is opened from elsewhere. */
function useOpenInSight(lines: readonly TreeLine[], openId: string | undefined, show: (index: number) => void): void {
  const shownId = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (openId === undefined || shownId.current === openId) return;
    const index = lines.findIndex((line) => isLineOf(line, openId));
    if (index === -1) return;
    shownId.current = openId;
    show(index);
  });
}
