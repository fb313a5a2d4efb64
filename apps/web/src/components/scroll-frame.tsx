import type { ComponentProps } from 'react';

interface ScrollFrameProps extends ComponentProps<'section'> {
  as?: 'section' | 'div' | 'pre';
}

/** A part of the page that scrolls by itself: the keyboard reaches it too (axe: scrollable-region-focusable). */
export function ScrollFrame({ as: Frame = 'section', ...props }: ScrollFrameProps) {
  // The three take the same; only their names differ.
  const Tag = Frame as 'section';
  return <Tag tabIndex={0} {...props} />;
}
