const pictures = /\.(png|jpe?g|gif|webp|avif|bmp)$/i
const texts = /\.(txt|csv|tsv|md|json|ya?ml|xml|log)$/i

/** What can be looked at without a download, by the end of its name; all else is downloaded. */
export function kindOf(name: string): 'picture' | 'text' | undefined {
  return pictures.test(name) ? 'picture' : texts.test(name) ? 'text' : undefined
}
