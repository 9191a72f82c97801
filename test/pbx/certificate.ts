/** The device's self-signed certificate, made at run time: no key is ever in the repository. */
import { X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

export interface DeviceCertificate {
  key: string;
  cert: string;
  /** SHA-256 of the leaf's DER, lower-case hex without colons. */
  fingerprint: string;
  subject: string;
}

export interface CertificateOptions {
  commonName?: string;
  /** Default: a span that ended years ago, as on many devices (the PBX notes, Transport). */
  notBefore?: Date;
  notAfter?: Date;
  /** IP addresses named in the certificate; none by default, like the device. */
  addresses?: readonly string[];
  /** RSA 2048 by default, like the device; `ec` is quicker to make. */
  keyType?: 'rsa' | 'ec';
}

export const deviceCommonName = 'S-Series IPPBX';

/** Makes a new key and a new certificate; two calls never give the same fingerprint. */
export async function makeCertificate(options: CertificateOptions = {}): Promise<DeviceCertificate> {
  const made = await generate(
    [
      { name: 'commonName', value: options.commonName ?? deviceCommonName },
      { name: 'countryName', value: 'CN' },
      { name: 'organizationName', value: 'Demo PBX' },
    ],
    {
      algorithm: 'sha256',
      keyType: options.keyType ?? 'rsa',
      keySize: 2048,
      notBeforeDate: options.notBefore ?? new Date('2013-04-01T00:00:00Z'),
      notAfterDate: options.notAfter ?? new Date('2016-04-01T00:00:00Z'),
      extensions: [
        { name: 'basicConstraints', cA: false },
        ...(options.addresses === undefined
          ? []
          : [
              {
                name: 'subjectAltName' as const,
                altNames: options.addresses.map((ip) => ({ type: 7 as const, ip })),
              },
            ]),
      ],
    },
  );
  const leaf = new X509Certificate(made.cert);
  return {
    key: made.private,
    cert: made.cert,
    fingerprint: leaf.fingerprint256.replaceAll(':', '').toLowerCase(),
    subject: leaf.subject,
  };
}
