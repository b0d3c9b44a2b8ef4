/** REST path of the secrets of a namespace. */
export const secretsPath = (namespace: string) => `/namespaces/${encodeURIComponent(namespace)}/secrets`

export const secretPath = ({ namespace, key }: { namespace: string; key: string }) =>
  `${secretsPath(namespace)}/${encodeURIComponent(key)}`
