import { IconHelp } from '@tabler/icons-react';
import { openHelp } from '../lib/open-help.ts';
import classes from './badges.module.css';

/** A small mark beside a word: what it means, in the glossary. */
export function TermMark({ term, name }: { term: string; name: string }) {
  return (
    <button type="button" className={classes.termMark} aria-label={`What is ${name}?`} onClick={() => openHelp(term)}>
      <IconHelp size={14} stroke={1.5} aria-hidden />
    </button>
  );
}
