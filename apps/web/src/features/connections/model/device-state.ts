import type { DeviceConnectingEvent } from '@jackfield/contracts';

type EventOf<Type extends DeviceConnectingEvent['type']> = Extract<DeviceConnectingEvent, { type: Type }>;

/** One press of Connect, for a code that somebody enters elsewhere. */
export type DeviceState =
  | { status: 'idle' }
  | { status: 'asking' }
  /** `trouble`: why the provider could not be asked the last time. */
  | { status: 'waiting'; code: EventOf<'code'>; trouble: string | null }
  | { status: 'ended'; end: EventOf<'end'> }
  /** Our own server could not say how it ended. */
  | { status: 'broken'; error: unknown };

export type DeviceAction =
  | DeviceConnectingEvent
  | { type: 'started' }
  | { type: 'cancelled' }
  | { type: 'broken'; error: unknown };

export const IDLE_DEVICE: DeviceState = { status: 'idle' };

export function deviceReducer(state: DeviceState, action: DeviceAction): DeviceState {
  switch (action.type) {
    case 'started':
      return { status: 'asking' };
    case 'code':
      return { status: 'waiting', code: action, trouble: null };
    case 'waiting':
      return state.status === 'waiting' ? { ...state, trouble: action.trouble } : state;
    case 'end':
      return { status: 'ended', end: action };
    case 'cancelled':
      return IDLE_DEVICE;
    case 'broken':
      return { status: 'broken', error: action.error };
  }
}

/** What is left until an instant, as minutes and seconds: `9:05`. */
export function timeLeft(instant: string, now: number): string {
  const seconds = Math.max(0, Math.ceil((Date.parse(instant) - now) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
