import { Portal } from '@mantine/core';
import { IconBraces, IconForms, IconLock } from '@tabler/icons-react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PlaceholderName } from '../code-editor/code-languages.ts';
import classes from './name-list.module.css';

interface NameListProps {
  id: string;
  field: RefObject<HTMLInputElement | null>;
  /** Where in the text the list belongs. */
  start: number;
  names: readonly PlaceholderName[];
  active: number;
  onActive: (index: number) => void;
  onTake: (name: PlaceholderName) => void;
}

const ICONS = { input: IconForms, variable: IconBraces, secret: IconLock };
/** What is kept between the list and the edges of the window. */
const EDGE = 8;

/** The names that fit, below the place in the field where one is typed. */
export function NameList(props: NameListProps) {
  const { length } = props.names;
  return (
    <Portal>
      <Names {...props} />
      <span className="jf-visually-hidden" role="status">
        {length === 1 ? 'One name' : `${length} names`}
      </span>
    </Portal>
  );
}

/** By itself, since a portal draws what is in it a turn later than itself: the list is measured once it is there. */
function Names({ id, field, start, names, active, onActive, onTake }: NameListProps) {
  const list = useRef<HTMLDivElement>(null);
  const place = usePlace(field, list, start, names.length);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="Names"
      className={classes.list}
      style={place}
      // The field keeps the focus.
      onPointerDown={(event) => event.preventDefault()}
    >
      {names.map((name, index) => {
        const Icon = ICONS[name.kind];
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
          <div
            key={`${name.kind} ${name.name}`}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={classes.name}
            data-kind={name.kind}
            onPointerMove={() => onActive(index)}
            onClick={() => onTake(name)}
          >
            <Icon size={14} stroke={1.75} aria-hidden />
            <span className={classes.text}>{name.name}</span>
            <span className={classes.detail}>{name.detail}</span>
          </div>
        );
      })}
    </div>
  );
}

function usePlace(
  field: RefObject<HTMLInputElement | null>,
  list: RefObject<HTMLDivElement | null>,
  start: number,
  count: number,
) {
  const [place, setPlace] = useState({ left: 0, top: 0 });
  useLayoutEffect(() => {
    // The height of the list hangs on how many there are.
    void count;
    const put = () => {
      if (field.current === null || list.current === null) return;
      const box = field.current.getBoundingClientRect();
      const { width, height } = list.current.getBoundingClientRect();
      const left = Math.min(
        box.left + textWidth(field.current, start),
        box.right - 24,
        window.innerWidth - width - EDGE,
      );
      const below = box.bottom + 2;
      const isRoomBelow = below + height + EDGE <= window.innerHeight;
      setPlace({ left: Math.max(EDGE, left), top: isRoomBelow ? below : Math.max(EDGE, box.top - height - 2) });
    };
    put();
    window.addEventListener('scroll', put, true);
    window.addEventListener('resize', put);
    return () => {
      window.removeEventListener('scroll', put, true);
      window.removeEventListener('resize', put);
    };
  }, [field, list, start, count]);
  return place;
}

/** How far from the left edge of the field its text begins to be the one at `start`. */
function textWidth(input: HTMLInputElement, start: number): number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return 0;
  const { font, paddingLeft } = getComputedStyle(input);
  context.font = font;
  const width = context.measureText(input.value.slice(0, start)).width;
  return Math.max(0, width + Number.parseFloat(paddingLeft) - input.scrollLeft);
}
