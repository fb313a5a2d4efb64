import type { Call } from '@jackfield/contracts';
import type { FieldChoices } from '@jackfield/shape';
import { Tabs } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { PanelBoundary } from '../../../components/panel-boundary.tsx';
import type { Initialization } from '../hooks/use-initialization.ts';
import { useSaveShape } from '../hooks/use-save-shape.ts';
import { choose, countUsed } from '../model/field-tree.ts';
import { defaultView, RESPONSE_VIEWS, type ResponseView } from '../model/views.ts';
import classes from './response-pane.module.css';
import { ResponseViewContent } from './response-view-content.tsx';
import { RunStatus } from './run-status.tsx';
import { SavedShapeBar, SaveShapeBar } from './save-shape-bar.tsx';

const LABELS: Record<ResponseView, string> = {
  preview: 'Preview',
  structured: 'Structured',
  raw: 'Raw',
  headers: 'Headers',
  request: 'Request',
  timing: 'Timing',
};

export interface ResponsePaneProps {
  call: Call;
  initialization: Initialization;
  canEdit: boolean;
  /** Null: the one that suits what is there. */
  view: ResponseView | null;
  onView: (view: ResponseView) => void;
  /** What would be sent; shown while nothing was. */
  preview: ReactNode;
  /** What may help with an error, beside its words. */
  remedy: ReactNode;
}

/** What a run gave, on tabs, with its status above and Save below. */
export function ResponsePane(props: ResponsePaneProps) {
  const { call, initialization, canEdit, onView } = props;
  const { run } = initialization;
  const pending = run.shape;
  // Choices belong to one run, since they point into its fields.
  const [chosen, setChosen] = useState<{ runId: string | null; choices: FieldChoices }>({ runId: null, choices: {} });
  const runId = pending?.initializationId ?? null;
  const choices = chosen.runId === runId ? chosen.choices : {};
  const save = useSaveShape(call, initialization.settleShape);
  const view = props.view ?? defaultView(run, call.shape !== null);
  const pane = useFocusKept(pending !== null);
  return (
    <div className={classes.pane} ref={pane}>
      <RunStatus run={run} call={call} />
      <Tabs
        className={classes.tabs}
        classNames={{ list: classes.list ?? '', tab: classes.tab ?? '', panel: classes.panel ?? '' }}
        value={view}
        onChange={(value) => {
          const next = RESPONSE_VIEWS.find((each) => each === value);
          if (next) onView(next);
        }}
        keepMounted={false}
      >
        <Tabs.List>
          {RESPONSE_VIEWS.map((each) => (
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
              onChoose={
                pending === null || !canEdit
                  ? null
                  : (field, change) => setChosen({ runId, choices: choose(choices, field, change) })
              }
            />
          </PanelBoundary>
        </Tabs.Panel>
      </Tabs>
      {pending !== null && canEdit && run.status === 'done' ? (
        <SaveShapeBar
          all={pending.fields.length}
          included={countUsed(pending.fields, choices)}
          isSaving={save.isPending}
          error={save.variables?.initializationId === runId ? save.error : null}
          onSave={() => save.mutate({ initializationId: pending.initializationId, choices })}
          onDiscard={initialization.settleShape}
        />
      ) : (
        view === 'structured' &&
        call.shape !== null &&
        run.status !== 'running' &&
        !run.end?.error && <SavedShapeBar shape={call.shape} isFresh={run.end?.ok ?? false} />
      )}
    </div>
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
