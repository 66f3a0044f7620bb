// TokenRequests per second, ably-go beside ablyauth: a line `<side> <input> <count>` is answered with the CPU time in ns.
// With `start`, it signs one request with the side that it was built with, if any, and prints its CPU time and size.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

const (
	key = "xVLyHw.A-pwh7:r8Vx1tJ0bN3kQ5yLwZ7aHdC2"
	ttl = int64(3_600_000)
)

// input is a capability as text or as a map.
type input struct {
	text      string
	resources map[string][]string
}

// side makes the params of each input, and then signs them: only that is measured.
type side func(inputs []input) (sign func())

var sides = map[string]func() side{}

func inputs(form, text string, count int) []input {
	made := make([]input, count)
	for index := range made {
		switch form {
		case "same":
			made[index].text = text
		case "other":
			made[index].text = strings.Replace(text, "42", strconv.Itoa(index), 1)
		default:
			must(json.Unmarshal([]byte(text), &made[index].resources))
		}
	}
	return made
}

func cpuTime() int64 {
	var usage syscall.Rusage
	must(syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	text := os.Args[1]
	if len(os.Args) > 2 {
		for _, load := range sides {
			load()(inputs("same", text, 1))()
		}
		self, err := os.Executable()
		must(err)
		file, err := os.Stat(self)
		must(err)
		fmt.Println(cpuTime(), file.Size())
		return
	}
	loaded := map[string]side{}
	for name, load := range sides {
		loaded[name] = load()
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		words := strings.Fields(lines.Text())
		count, err := strconv.Atoi(words[2])
		must(err)
		sign := loaded[words[0]](inputs(words[1], text, count))
		start := cpuTime()
		sign()
		fmt.Println(cpuTime() - start)
	}
}
