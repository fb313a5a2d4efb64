/** Travels with a connection that the primary offers to a worker. */
export interface ConnectionOffer {
  offered: number;
}

/** The worker's answer: the connection is its own now. */
export interface ConnectionTaken {
  taken: number;
}

export function isConnectionOffer(message: unknown): message is ConnectionOffer {
  return typeof message === 'object' && message !== null && 'offered' in message;
}

export function isConnectionTaken(message: unknown): message is ConnectionTaken {
  return typeof message === 'object' && message !== null && 'taken' in message;
}
