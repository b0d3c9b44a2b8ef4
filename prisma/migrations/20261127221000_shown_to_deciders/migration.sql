-- CreateTable
CREATE TABLE "ApprovalShown" (
    "approvalId" TEXT NOT NULL,
    "seenHash" TEXT NOT NULL,
    "seen" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApprovalShown_pkey" PRIMARY KEY ("approvalId","seenHash")
);

-- AddForeignKey
ALTER TABLE "ApprovalShown" ADD CONSTRAINT "ApprovalShown_approvalId_fkey" FOREIGN KEY ("approvalId") REFERENCES "Approval"("id") ON DELETE CASCADE ON UPDATE CASCADE;
