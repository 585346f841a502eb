/** The manifest's `key`: gives the unpacked extension the same id everywhere. A public key; nobody has its other half. */
export const manifestKey =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAtZ2QzaKtkWGZw+1fQHi1/vYASqHoVlUBrINkTxlWzPosWLMv0sm9' +
  'qXOL8LJv1xpD1etWG/h3ryeORohPg62sQHNxREO/ifIo8gS1yWZlGwnpb1EGfIqw2Gsqy1m3fHHmcBiGBbgymAibJqaJLgLy' +
  '5mNGfYqZBnBBD+IzTJ3kwHgE3NqvyQmRTfSO83I/1zgqOYF9DQQUbGiOf0Ct96DnEQZczRi+rI5wkeYoAq0OjAzXN9IP8Mmu' +
  'w2Ns20w0aH+JdD0q39qVSy4b4Xy3Uzi25OZ+oRkb/rxSsLB3agNP6FA9LPJ52aJa9wsgaWP2IFGgxmxltgGNfwXXMtTao1NR' +
  'vQIDAQAB'
