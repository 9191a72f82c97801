/** What a page of the product may load and do: its own scripts, styles, fonts and pictures, and nothing from anywhere else. */

const policy: Readonly<Record<string, string>> = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'font-src': "'self'",
  'connect-src': "'none'",
  'frame-src': "'none'",
  'worker-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
};

export const contentPolicy = Object.entries(policy)
  .map(([name, sources]) => `${name} ${sources}`)
  .join('; ');

/** Sent with every answer, refusals included. No opener policy: no page may open another, and it would cost a second renderer process. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=()',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};
