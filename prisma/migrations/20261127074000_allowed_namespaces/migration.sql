ALTER TABLE "Namespace" ADD COLUMN "allowedNamespaces" TEXT[] DEFAULT ARRAY[]::TEXT[];
