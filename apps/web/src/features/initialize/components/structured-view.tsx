import type { FieldChoice, FieldChoices, ShapeField } from '@jackfield/shape';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { fieldLines } from '../model/field-tree.ts';
import { FieldLineView } from './field-line-view.tsx';
import classes from './structured-view.module.css';

const LINE_PX = 32;

interface StructuredViewProps {
  fields: readonly ShapeField[];
  choices: FieldChoices;
  /** Null where the shape is shown but cannot be changed. */
  onChoose: ((field: ShapeField, change: FieldChoice) => void) | null;
}

/** The fields of a response as lines that open and close; only those in view are drawn. */
export function StructuredView({ fields, choices, onChoose }: StructuredViewProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const scrollRef = useRef<HTMLDivElement>(null);
  const lines = useMemo(() => fieldLines(fields, choices, closed), [fields, choices, closed]);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => LINE_PX,
    overscan: 12,
  });
  const toggle = (pointer: string) => {
    const next = new Set(closed);
    if (!next.delete(pointer)) next.add(pointer);
    setClosed(next);
  };
  return (
    <div className={classes.view} ref={scrollRef}>
      {/* biome-ignore lint/a11y/useSemanticElements: the lines of a virtual list are placed, which a table forbids */}
      <div role="table" aria-label="Fields of the response" aria-rowcount={lines.length + 1} className={classes.table}>
        <div role="row" className={classes.head} aria-rowindex={1}>
          <span role="columnheader">Field</span>
          <span role="columnheader">Type</span>
          <span role="columnheader">Use</span>
          <span role="columnheader">Example</span>
        </div>
        <div role="rowgroup" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const line = lines[index];
            if (line === undefined) return null;
            return (
              <FieldLineView
                key={line.field.pointer}
                line={line}
                index={index + 2}
                top={start}
                onToggle={() => toggle(line.field.pointer)}
                onChoose={onChoose && ((change) => chooseFound(fields, line.field.pointer, change, onChoose))}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** A choice is kept against what was found, not against what is shown. */
function chooseFound(
  fields: readonly ShapeField[],
  pointer: string,
  change: FieldChoice,
  onChoose: (field: ShapeField, change: FieldChoice) => void,
): void {
  const found = fields.find((field) => field.pointer === pointer);
  if (found) onChoose(found, change);
}
