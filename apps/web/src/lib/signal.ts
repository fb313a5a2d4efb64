export interface Signal<Message> {
  send(message: Message): void;
  /** Calls `listener` with every message from now on. Returns what ends it. */
  listen(listener: (message: Message) => void): () => void;
}

/** How one part of the page asks another for something, wherever the two stand. */
export function createSignal<Message>(): Signal<Message> {
  const listeners = new Set<(message: Message) => void>();
  return {
    send: (message) => {
      for (const listener of listeners) listener(message);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
