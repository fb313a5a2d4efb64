/** Connections of the pool, on which queries and transactions take turns. */
export const POOL_CONNECTIONS_MAX = 10;

/** All connections of one process: the pool's, the listener's, and one for migrations or a rotation. */
export const CONNECTIONS_PER_PROCESS = POOL_CONNECTIONS_MAX + 2;
