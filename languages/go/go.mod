module github.com/ably-auth/ably-auth/languages/go

go 1.22
