/**
 * What the editor's pages may load. Mantine sets styles on elements (`style-src 'unsafe-inline'`); Monaco starts its
 * workers from blobs; images of API answers are shown from data and blob addresses only, never from the API itself.
 */
export function contentSecurityPolicy(isHttps: boolean) {
  return {
    useDefaults: false,
    directives: {
      'default-src': ["'self'"],
      'script-src': ["'self'"],
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:', 'blob:'],
      'font-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'worker-src': ["'self'", 'blob:'],
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
      ...(isHttps ? { 'upgrade-insecure-requests': [] } : {}),
    },
  };
}
