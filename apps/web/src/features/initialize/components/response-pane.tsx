import type { Call } from '@jackfield/contracts';
import type { FieldChoices } from '@jackfield/shape';
import { Tabs } from '@mantine/core';
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import tabs from '../../../components/pane-tabs.module.css';
import { PanelBoundary } from '../../../components/panel-boundary.tsx';
import type { Initialization } from '../hooks/use-initialization.ts';
import { useSaveShape } from '../hooks/use-save-shape.ts';
import { choose, countUsed } from '../model/field-tree.ts';
import { pendingFields } from '../model/pending-fields.ts';
import { defaultView, RESPONSE_VIEWS, type ResponseView, viewsOf } from '../model/views.ts';
import classes from './response-pane.module.css';
import { ResponseViewContent } from './response-view-content.tsx';
import { RunStatus } from './run-status.tsx';
import { SavedShapeBar, SaveShapeBar } from './save-shape-bar.tsx';

const LABELS: Record<ResponseView, string> = {
  preview: 'Preview',
  stream: 'Stream',
  structured: 'Structured',
  tree: 'Tree',
  raw: 'Raw',
  headers: 'Headers',
  request: 'Request',
  timing: 'Timing',
};

/** A single value of a response. */
export interface Leaf {
  pointer: string;
  text: string;
}

export interface ResponsePaneProps {
  call: Call;
  initialization: Initialization;
  canEdit: boolean;
  /** Null: the one that suits what is there. */
  view: ResponseView | null;
  onView: (view: ResponseView) => void;
  /** What would be sent; shown while nothing was. */
  preview: ReactNode;
  /** Sets the text path of a stream; null where it cannot be set. */
  onTextPath: ((path: string) => void) | null;
  /** Takes the value of a leaf as the test value of an input. */
  onUse: (leaf: Leaf) => void;
  /** Opens the form for a response by hand. */
  onEnter: () => void;
  /** What may help with an error, beside its words. */
  remedy: ReactNode;
}

/** What a run gave, on tabs, with its status above and Save below. Typing in the request leaves it alone. */
export const ResponsePane = memo(function ResponsePane(props: ResponsePaneProps) {
  const { call, initialization, canEdit, onView } = props;
  const { run } = initialization;
  const pending = run.shape;
  // Choices belong to one run, since they point into its fields.
  const [chosen, setChosen] = useState<{ runId: string | null; choices: FieldChoices }>({ runId: null, choices: {} });
  const runId = pending?.initializationId ?? null;
  const choices = chosen.runId === runId ? chosen.choices : {};
  const save = useSaveShape(call, initialization.settleShape);
  const isStream = call.document.responseType === 'stream';
  const views = viewsOf(run, isStream);
  const wanted = props.view !== null && views.includes(props.view) ? props.view : null;
  const view = wanted ?? defaultView(run, call.shape !== null, isStream);
  const fields = useMemo(() => (pending === null ? [] : pendingFields(pending, choices)), [pending, choices]);
  const pane = useFocusKept(pending !== null);
  return (
    <div className={classes.pane} ref={pane}>
      <RunStatus run={run} call={call} />
      <Tabs
        className={classes.tabs}
        classNames={{ list: tabs.list ?? '', tab: tabs.tab ?? '', panel: classes.panel ?? '' }}
        value={view}
        onChange={(value) => {
          const next = RESPONSE_VIEWS.find((each) => each === value);
          if (next) onView(next);
        }}
        keepMounted={false}
      >
        <Tabs.List>
          {views.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {LABELS[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={view}>
          <PanelBoundary key={view}>
            <ResponseViewContent
              {...props}
              view={view}
              choices={choices}
              fields={fields}
              onChoose={
                pending === null || !canEdit
                  ? null
                  : (field, change) => setChosen({ runId, choices: choose(choices, field, change) })
              }
            />
          </PanelBoundary>
        </Tabs.Panel>
      </Tabs>
      {pending !== null && canEdit && (run.status === 'done' || run.status === 'idle') ? (
        <SaveShapeBar
          all={fields.length}
          included={countUsed(fields, choices)}
          errorStatus={pending.errorStatus}
          isSaving={save.isPending}
          error={save.variables?.initializationId === runId ? save.error : null}
          onSave={() => save.mutate({ initializationId: pending.initializationId, choices })}
          onDiscard={initialization.settleShape}
        />
      ) : (
        <SavedBar {...props} view={view} />
      )}
    </div>
  );
});

/** What is saved of what was just received, or of what is shown before anything was. */
function SavedBar({ call, initialization: { run }, canEdit, view, onEnter }: ResponsePaneProps) {
  if (view !== 'structured' || run.status === 'running' || run.end?.error) return null;
  const isRefused = run.end !== null && !run.end.ok;
  const shape = isRefused ? call.errorShape : call.shape;
  if (shape === null) return null;
  const fresh = isRefused ? 'Error shape saved' : 'Shape saved';
  return (
    <SavedShapeBar
      shape={shape}
      title={run.end === null ? 'The saved shape' : fresh}
      onEnter={canEdit ? onEnter : null}
    />
  );
}

/** Save and Discard go away once they are pressed; who pressed them with the keyboard goes on at the open tab. */
function useFocusKept(hasButtons: boolean) {
  const pane = useRef<HTMLDivElement>(null);
  const had = useRef(hasButtons);
  useEffect(() => {
    const isLost = had.current && !hasButtons && document.activeElement === document.body;
    had.current = hasButtons;
    if (isLost) pane.current?.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus();
  }, [hasButtons]);
  return pane;
}
