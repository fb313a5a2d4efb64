export * from './auth/auth.ts';
export type { AuthApplication, AuthField, AuthKindDefinition } from './auth/auth-kind.ts';
export { AUTH_KINDS } from './auth/auth-kinds.ts';
export * from './document/api-document.ts';
export * from './document/call-document.ts';
export * from './document/input.ts';
export { type ParseDocumentResult, parseApiDocument, parseCallDocument } from './document/parse-document.ts';
export * from './document/row.ts';
export { inputToText } from './edit/input-to-text.ts';
export { type RenameInputResult, renameInput } from './edit/rename-input.ts';
export { type SplitUrl, splitUrlQuery } from './edit/split-url-query.ts';
export { type ParseInputTextResult, parseInputText } from './inputs/parse-input.ts';
export { checkInputs } from './inputs/resolve-inputs.ts';
export * from './limits.ts';
export type { ByteMasker } from './masking/byte-masker.ts';
export { createMasker, type MaskableSecret, type Masker, type MaskerOptions } from './masking/masker.ts';
export { last4, looksLikeSecret } from './masking/secret-texts.ts';
export { toSentRequest } from './masking/to-sent-request.ts';
export { authSlot } from './request/apply-auth.ts';
export { headerNameProblem } from './request/build-headers.ts';
export { buildRequest } from './request/build-request.ts';
export type * from './request/build-request.types.ts';
export { findInputNames, inputsOf } from './request/inputs-of.ts';
export { apiOrigin, callOrigin, originOf } from './request/origin.ts';
export type * from './request/prepared-request.ts';
export * from './run/envelope.ts';
export { parseJsonTemplate } from './template/json-template.ts';
export type { JsonTemplate } from './template/json-template.types.ts';
export {
  type ParsedTemplate,
  type Placeholder,
  placeholdersOf,
  positionOf,
  type TemplatePart,
  type TemplateProblem,
} from './template/template.ts';
export { parseFixedTemplate, parseRawTemplate, parseRowTemplate } from './template/text-template.ts';
export { isAbsoluteUrl, parseUrlTemplate, type UrlTemplate } from './template/url-template.ts';
