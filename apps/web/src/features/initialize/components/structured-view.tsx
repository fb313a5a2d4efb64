import type { FieldChoice, FieldChoices, ShapeField } from '@jackfield/shape';
import { TextInput } from '@mantine/core';
import { IconArrowsVertical, IconFold, IconSearch } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import { fieldLines, matchingFields, parentPointers } from '../model/field-tree.ts';
import { FieldLineView } from './field-line-view.tsx';
import classes from './structured-view.module.css';

const LINE_PX = 32;
const NONE: ReadonlySet<string> = new Set();

interface StructuredViewProps {
  fields: readonly ShapeField[];
  choices: FieldChoices;
  /** Null where the shape is shown but cannot be changed. */
  onChoose: ((field: ShapeField, change: FieldChoice) => void) | null;
  onUse: ((field: ShapeField) => void) | null;
}

/** The fields of a response as lines that open and close; only those in view are drawn. */
export function StructuredView({ fields, choices, onChoose, onUse }: StructuredViewProps) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const scrollRef = useRef<HTMLDivElement>(null);
  const [filter, setFilter] = useState('');
  const lines = useMemo(
    () => fieldLines(matchingFields(fields, filter), choices, filter === '' ? closed : NONE),
    [fields, choices, closed, filter],
  );
  const parents = useMemo(() => parentPointers(fields), [fields]);
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
  const items = virtualizer.getVirtualItems();
  const above = items[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          size="xs"
          type="search"
          className={classes.filter ?? ''}
          placeholder="Filter fields"
          aria-label="Filter the fields"
          leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <IconButton label="Close all" size={28} onClick={() => setClosed(new Set(parents))}>
          <IconFold size={16} stroke={1.5} aria-hidden />
        </IconButton>
        <IconButton label="Open all" size={28} onClick={() => setClosed(NONE)}>
          <IconArrowsVertical size={16} stroke={1.5} aria-hidden />
        </IconButton>
      </div>
      <div className={classes.view} ref={scrollRef}>
        <table className={classes.table} aria-label="Fields of the response" aria-rowcount={lines.length + 1}>
          <thead>
            <tr aria-rowindex={1}>
              <th scope="col" className={classes.nameColumn}>
                Field
              </th>
              <th scope="col" className={classes.typeColumn}>
                Type
              </th>
              <th scope="col" className={classes.useColumn}>
                Use
              </th>
              <th scope="col">Example</th>
            </tr>
          </thead>
          <tbody>
            <Gap height={above} />
            {items.map(({ index }) => {
              const line = lines[index];
              if (line === undefined) return null;
              return (
                <FieldLineView
                  key={line.field.pointer}
                  line={line}
                  index={index + 2}
                  onToggle={() => toggle(line.field.pointer)}
                  onUse={onUse}
                  onChoose={onChoose && ((change) => chooseFound(fields, line.field.pointer, change, onChoose))}
                />
              );
            })}
            <Gap height={below} />
          </tbody>
        </table>
        {lines.length === 0 && <p className={classes.nothing}>No field is called so.</p>}
      </div>
    </>
  );
}

/** Stands for the lines that are not drawn. */
function Gap({ height }: { height: number }) {
  return height > 0 ? (
    <tr aria-hidden>
      <td colSpan={4} style={{ height, padding: 0, border: 0 }} />
    </tr>
  ) : null;
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
