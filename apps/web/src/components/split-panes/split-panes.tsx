import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react';
import classes from './split-panes.module.css';
import { clampRatio, readRatio, writeRatio } from './split-ratio.ts';

/** Below this width of the whole, the panes stand one above the other. */
const STACK_BELOW_PX = 820;
const DEFAULT_RATIO = 0.5;
const STEP = 0.02;

interface SplitPanesProps {
  /** Under which the share is remembered. */
  name: string;
  first: ReactNode;
  second: ReactNode;
  firstLabel: string;
  secondLabel: string;
}

/** Two panes beside each other with a handle for pointer and keyboard; in a narrow window one above the other. */
export function SplitPanes({ name, first, second, firstLabel, secondLabel }: SplitPanesProps) {
  const [ratio, setRatio] = useState(() => readRatio(name, DEFAULT_RATIO));
  const { ref, width } = useElementSize();
  const isStacked = width > 0 && width < STACK_BELOW_PX;

  const change = (next: number) => {
    setRatio(clampRatio(next));
    writeRatio(name, clampRatio(next));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowLeft: ratio - STEP,
      ArrowRight: ratio + STEP,
      Home: 0,
      End: 1,
      Enter: DEFAULT_RATIO,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    change(target);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box && event.currentTarget.hasPointerCapture(event.pointerId)) change((event.clientX - box.left) / box.width);
  };

  return (
    <div ref={ref} className={classes.panes} data-stacked={isStacked || undefined}>
      <section className={classes.pane} aria-label={firstLabel} style={isStacked ? undefined : { flex: ratio }}>
        {first}
      </section>
      {!isStacked && (
        // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved with the keyboard
        <div
          role="separator"
          tabIndex={0}
          aria-orientation="vertical"
          aria-label={`Width of ${firstLabel}`}
          aria-valuenow={Math.round(ratio * 100)}
          aria-valuemin={25}
          aria-valuemax={75}
          className={classes.handle}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
          onPointerMove={onPointerMove}
          onDoubleClick={() => change(DEFAULT_RATIO)}
        />
      )}
      <section className={classes.pane} aria-label={secondLabel} style={isStacked ? undefined : { flex: 1 - ratio }}>
        {second}
      </section>
    </div>
  );
}
