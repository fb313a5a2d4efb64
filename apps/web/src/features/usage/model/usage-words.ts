import type { UsageReason, UsedAs } from '@jackfield/contracts';

/** What the two pages say, each in its own words. */
export const USAGE_WORDS: Record<
  UsedAs,
  { title: string; lead: string; noun: string; empty: string; path: 'data' | 'actions' }
> = {
  data: {
    title: 'Data sources',
    lead: 'Calls that bring data. Anybody in the workspace can run them in Development; nothing is changed by it.',
    noun: 'data',
    empty:
      'A call is a data source when its Use as is Data and its shape is saved: open a call, press Initialize call and save the shape.',
    path: 'data',
  },
  action: {
    title: 'Actions',
    lead: 'Calls that do something: they run only on a press, and ask first in Live.',
    noun: 'an action',
    empty: 'A call is an action when its Use as is Action or Both and its shape is saved. Most POST calls are.',
    path: 'actions',
  },
};

const REASONS: Record<UsageReason['code'], string> = {
  not_initialized: 'Not initialized',
  must_reinitialize: 'Must be initialized again',
  not_set_up: 'Not set up here',
  not_confirmed: 'Address not confirmed',
};

export function reasonWords({ code }: UsageReason): string {
  return REASONS[code];
}

export function isUsedAs(useAs: 'data' | 'action' | 'both', as: UsedAs): boolean {
  return useAs === 'both' || useAs === as;
}
