'use client'

import { useBlockPage } from '#components/ui/block-page.tsx'

export default function ResumeFormBlock() {
  return useBlockPage().resume?.fields
}
