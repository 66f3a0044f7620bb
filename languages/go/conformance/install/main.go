// Command install packs this module as a module proxy has it, and signs with it from another module.
package main

import (
	"archive/zip"
	"fmt"
	"io/fs"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	module  = "github.com/ably-auth/ably-auth/languages/go"
	version = "v0.1.0"
	user    = `package main

import (
	"fmt"

	"` + module + `/ablyauth"
)

func main() {
	signer, err := ablyauth.NewSigner("appId.keyId:secret")
	if err != nil {
		panic(err)
	}
	request, err := signer.CreateTokenRequest(ablyauth.TokenParams{})
	if err != nil {
		panic(err)
	}
	fmt.Println(request.MAC)
}
`
)

func main() {
	log.SetFlags(0)
	folder, err := os.MkdirTemp("", "ably-auth-go-")
	if err == nil {
		err = install(folder)
		_ = os.RemoveAll(folder)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func install(folder string) error {
	proxy := filepath.Join(folder, "proxy")
	if err := publish(filepath.Join(proxy, filepath.FromSlash(module), "@v")); err != nil {
		return err
	}
	app := filepath.Join(folder, "app")
	if err := os.MkdirAll(app, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(app, "main.go"), []byte(user), 0o666); err != nil {
		return err
	}
	for _, arguments := range [][]string{{"mod", "init", "example.com/app"}, {"get", module + "@" + version}, {"run", "."}} {
		command := exec.Command("go", arguments...)
		command.Dir = app
		command.Env = append(os.Environ(), "GOPROXY=file://"+filepath.ToSlash(proxy), "GOSUMDB=off", "GOWORK=off",
			"GOMODCACHE="+filepath.Join(folder, "mod"), "GOFLAGS=-mod=mod -modcacherw")
		output, err := command.CombinedOutput()
		fmt.Print(string(output))
		if err != nil {
			return fmt.Errorf("go %s: %w", strings.Join(arguments, " "), err)
		}
	}
	return nil
}

// publish writes what a proxy serves of a version: its info, its go.mod and its files.
func publish(folder string) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	described, err := os.ReadFile("go.mod")
	if err != nil {
		return err
	}
	for name, content := range map[string]string{
		"list":            version + "\n",
		version + ".info": fmt.Sprintf(`{"Version":%q}`, version),
		version + ".mod":  string(described),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o666); err != nil {
			return err
		}
	}
	archive, err := os.Create(filepath.Join(folder, version+".zip"))
	if err != nil {
		return err
	}
	files := zip.NewWriter(archive)
	err = filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != "." && strings.HasPrefix(entry.Name(), "."):
			return filepath.SkipDir
		case entry.IsDir():
			return nil
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := files.Create(module + "@" + version + "/" + filepath.ToSlash(path))
		if err == nil {
			_, err = file.Write(content)
		}
		return err
	})
	if err == nil {
		err = files.Close()
	}
	if closed := archive.Close(); err == nil {
		err = closed
	}
	return err
}
