/** Where objects are kept, and how. */
export interface Bucket {
  name: string;
  /** Default: what the SDK finds: AWS_REGION, or the profile's; with an endpoint us-east-1. */
  region?: string;
  /** Of the AWS SDK's files of credentials: whose are used. Default: what the SDK finds. */
  profile?: string;
  /** Of a server that is not Amazon's, with its scheme. */
  endpoint?: string;
  /** The bucket in the path of the address, and not in its host. */
  pathStyle?: boolean;
  /** As S3 calls it: STANDARD_IA, GLACIER_IR, … */
  storageClass?: string;
  /** `AES256`, or the id of a key of KMS. */
  encryption?: string;
  /** Nobody can delete what is younger than these days; `GOVERNANCE` with exceptions, `COMPLIANCE` without. */
  lock?: {mode: 'GOVERNANCE' | 'COMPLIANCE'; days: number};
}
