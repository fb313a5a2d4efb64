const NOTIFICATION = 'A'.charCodeAt(0);
/** A type and a length that counts itself. */
const HEAD_BYTES = 5;

/**
 * Takes the notifications out of what a PostgreSQL server sends on one connection, and leaves everything else as it
 * is. For connections without TLS.
 */
export class NotificationFilter {
  #rest: Buffer = Buffer.alloc(0);

  /** The messages that are complete by now; `dropsNotifications` decides about each notification among them. */
  pass(bytes: Buffer, dropsNotifications: boolean): Buffer {
    const all = Buffer.concat([this.#rest, bytes]);
    const passed: Buffer[] = [];
    let start = 0;
    while (all.length - start >= HEAD_BYTES) {
      const end = start + 1 + all.readUInt32BE(start + 1);
      if (end > all.length) break;
      if (!(dropsNotifications && all[start] === NOTIFICATION)) passed.push(all.subarray(start, end));
      start = end;
    }
    this.#rest = all.subarray(start);
    return Buffer.concat(passed);
  }
}
