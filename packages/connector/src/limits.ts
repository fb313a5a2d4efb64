/** Every limit of a document or a run, written once. Sizes are bytes, times are milliseconds. */
export const LIMITS = {
  nameCharsMax: 100,
  notesCharsMax: 50_000,
  urlCharsMax: 8_000,
  rowKeyCharsMax: 2_000,
  rowValueCharsMax: 20_000,
  rowsMax: 200,
  inputsMax: 200,
  bodyTemplateCharsMax: 1_000_000,
  secretCharsMax: 20_000,
  /** Shorter values are refused as secrets unless confirmed. */
  secretCharsMin: 8,
  runRequestBytesMax: 10 * 1024 * 1024,
  /** Of a run that comes as multipart/form-data: its inputs and its files. */
  runFormBytesMax: 60 * 1024 * 1024,
  /** All files of one run together, passed or fetched from their addresses. */
  filesBytesMax: 50 * 1024 * 1024,
  responseBytesMax: 50 * 1024 * 1024,
  /** Of an Image or File in the envelope, where it stands in base64. */
  fileResponseBytesMax: 5 * 1024 * 1024,
  responseHeaderBytesMax: 64 * 1024,
  jsonDepthMax: 200,
  redirectsMax: 5,
  triesDefault: 3,
  triesMax: 5,
  connectMs: 10_000,
  firstByteMs: 50_000,
  /** POST and PATCH are never tried twice, so they are given longer. */
  firstByteUnrepeatableMs: 290_000,
  betweenBytesMs: 30_000,
  wholeRunMs: 300_000,
  /** Of a stream: silence that ends it, and its whole time; both settable per call up to the second figure. */
  streamIdleMs: 60_000,
  streamIdleMsMax: 600_000,
  streamWholeMs: 300_000,
  streamWholeMsMax: 3_600_000,
  /** One event of a stream, in characters. */
  streamEventCharsMax: 1_000_000,
  streamPathCharsMax: 500,
  retryAfterMsMax: 60_000,
} as const;
