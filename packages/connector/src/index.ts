export * from './auth/auth.ts';
export * from './document/api-document.ts';
export * from './document/call-document.ts';
export * from './document/input.ts';
export * from './document/row.ts';
export * from './limits.ts';
export type * from './request/build-request.types.ts';
export type * from './request/prepared-request.ts';
export * from './run/envelope.ts';
