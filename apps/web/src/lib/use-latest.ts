import { useCallback, useEffect, useRef } from 'react';

/** A function that stays the same one and does what the latest one does. */
export function useLatest<Argument = void>(latest: (argument: Argument) => void): (argument: Argument) => void {
  const ref = useRef(latest);
  useEffect(() => {
    ref.current = latest;
  });
  return useCallback((argument: Argument) => ref.current(argument), []);
}
