export * from './auth/auth.ts';
export { type AuthApplication, type AuthField, type AuthKindDefinition, isFieldAsked } from './auth/auth-kind.ts';
export { AUTH_KINDS } from './auth/auth-kinds.ts';
export type { AuthStep, AuthStepKind } from './auth/auth-step.ts';
export type { AwsSignatureStep } from './auth/aws-signature/aws-signature.ts';
export type { ClientCertificateStep } from './auth/client-certificate/client-certificate.ts';
export type { DigestStep } from './auth/digest/digest.ts';
export type { HmacStep, MarkedText } from './auth/hmac/hmac.ts';
export type { JwtStep } from './auth/jwt/jwt.ts';
export { isPerEndUser } from './auth/oauth2-code/oauth2-code-fields.ts';
export type * from './auth/token/token-step.ts';
export {
  type CurlContext,
  type CurlPlan,
  type KnownApi,
  type PlanCurlResult,
  type PlannedSecret,
  planCurl,
} from './curl/plan-curl.ts';
export { type CurlCommand, isCurlCommand, type ReadCurlResult, readCurl } from './curl/read-curl.ts';
export { requestCurl } from './curl/request-curl.ts';
export * from './document/api-document.ts';
export * from './document/call-document.ts';
export * from './document/input.ts';
export { type ParseDocumentResult, parseApiDocument, parseCallDocument } from './document/parse-document.ts';
export * from './document/row.ts';
export * from './document/stream-settings.ts';
export { type AdoptedCall, adoptCall, type SharedRowName } from './edit/adopt-call.ts';
export { nameFromBaseUrl, readBaseUrl } from './edit/base-url.ts';
export { inputToText } from './edit/input-to-text.ts';
export { type RenameInputResult, renameInput } from './edit/rename-input.ts';
export { type SplitUrl, splitUrlQuery } from './edit/split-url-query.ts';
export { sendsSharedRow, type ValueUse, valueUsesOfApi, valueUsesOfCall } from './edit/value-uses.ts';
export { checkFile, FileValue, UNKNOWN_CONTENT_TYPE } from './inputs/file-value.ts';
export { type ParseInputTextResult, parseInputText } from './inputs/parse-input.ts';
export { checkInputs } from './inputs/resolve-inputs.ts';
export * from './limits.ts';
export type { ByteMasker } from './masking/byte-masker.ts';
export { createMasker, type MaskableSecret, type Masker, type MaskerOptions } from './masking/masker.ts';
export { last4, looksLikeSecret } from './masking/secret-texts.ts';
export { toSentBody, toSentRequest } from './masking/to-sent-request.ts';
export { authSlot } from './request/apply-auth.ts';
export { buildAuthSteps } from './request/build-auth-steps.ts';
export { headerNameProblem } from './request/build-headers.ts';
export { buildRequest } from './request/build-request.ts';
export type * from './request/build-request.types.ts';
export { fileInputsOf, keptInputsOf } from './request/call-plan.ts';
export { findInputNames, inputsOf } from './request/inputs-of.ts';
export { apiOrigin, callOrigin, originOf } from './request/origin.ts';
export type * from './request/prepared-request.ts';
export { asksForToken, tokenOrigin } from './request/token-origin.ts';
export * from './run/envelope.ts';
export * from './run/response-headers.ts';
export { parseValuePath, type ValuePath, valueAt } from './stream/value-path.ts';
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
export {
  isRawEscape,
  parseFixedTemplate,
  parseRawTemplate,
  parseRowTemplate,
  RAW_ESCAPES,
} from './template/text-template.ts';
export { isAbsoluteUrl, parseUrlTemplate, type UrlTemplate } from './template/url-template.ts';
