'use client'

import { useBlockPage } from '#components/ui/block-page.tsx'

export default function CreateFormBlock() {
  return useBlockPage().create?.fields
}
