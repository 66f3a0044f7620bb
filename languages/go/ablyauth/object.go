package ablyauth

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// object is a JSON object: its members in the order of its text.
type object struct {
	members []member
	// The places of the members, where there are too many to look through.
	places map[string]int
}

type member struct {
	name  string
	value any
}

const fewMembers = 16

func newObject(size int) *object { return &object{members: make([]member, 0, size)} }

// find gives the place of a member; -1 where it is absent.
func (o *object) find(name string) int {
	if o.places != nil {
		if place, present := o.places[name]; present {
			return place
		}
		return -1
	}
	return slices.IndexFunc(o.members, func(each member) bool { return each.name == name })
}

func (o *object) set(name string, value any) {
	if place := o.find(name); place >= 0 {
		o.members[place].value = value
		return
	}
	o.members = append(o.members, member{name, value})
	switch {
	case o.places != nil:
		o.places[name] = len(o.members) - 1
	case len(o.members) > fewMembers:
		o.places = make(map[string]int, 2*len(o.members))
		for place, each := range o.members {
			o.places[each.name] = place
		}
	}
}

// setPresent sets a member unless the value is absent.
func (o *object) setPresent(name string, value any) {
	if value != absent {
		o.set(name, value)
	}
}

// get gives a member, or absent.
func (o *object) get(name string) any {
	if place := o.find(name); place >= 0 {
		return o.members[place].value
	}
	return absent
}

// without gives a copy that lacks some members.
func (o *object) without(names ...string) *object {
	copied := newObject(len(o.members))
	for _, each := range o.members {
		if !slices.Contains(names, each.name) {
			copied.set(each.name, each.value)
		}
	}
	return copied
}

// plain gives a value of Go as JSON knows it: nil, bool, string, a number, []any, *object; anything else as it is.
// What a list or an object holds stays as it was.
func plain(raw any) any {
	switch value := raw.(type) {
	case nil, bool, string, float64, int64, uint64, []any, *object, *Capability:
		return value
	case *string:
		if value != nil {
			return *value
		}
		return nil
	case *int64:
		if value != nil {
			return *value
		}
		return nil
	case Resources:
		return sorted(value)
	case map[string]any:
		return sorted(value)
	case json.Number:
		if number, err := value.Float64(); err == nil {
			return number
		}
		return raw
	}
	value := reflect.ValueOf(raw)
	switch value.Kind() {
	case reflect.Bool:
		return value.Bool()
	case reflect.String:
		return value.String()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return value.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return value.Uint()
	case reflect.Float32, reflect.Float64:
		return value.Float()
	case reflect.Slice, reflect.Array:
		return plainList(value)
	case reflect.Map:
		return plainMap(value)
	case reflect.Struct:
		return plainRecord(value)
	case reflect.Pointer:
		if value.IsNil() {
			return nil
		}
		return plain(value.Elem().Interface())
	default:
		return raw
	}
}

func plainList(value reflect.Value) any {
	if value.Type().Elem().Kind() == reflect.Uint8 {
		return value.Interface() // bytes, which JSON does not know
	}
	items := make([]any, value.Len())
	for index := range items {
		items[index] = value.Index(index).Interface()
	}
	return items
}

// plainMap gives the entries of a map in the order of their names, since a map of Go has none.
func plainMap(value reflect.Value) any {
	if value.Type().Key().Kind() != reflect.String {
		return value.Interface()
	}
	entries := make(map[string]any, value.Len())
	for each := value.MapRange(); each.Next(); {
		entries[each.Key().String()] = each.Value().Interface()
	}
	return sorted(entries)
}

func sorted[T any](entries map[string]T) *object {
	names := make([]string, 0, len(entries))
	for name := range entries {
		names = append(names, name)
	}
	sortUTF16(names)
	members := newObject(len(names))
	for _, name := range names {
		members.set(name, entries[name])
	}
	return members
}

var ownPackage = reflect.TypeFor[TokenRequest]().PkgPath()

// plainRecord gives the members of a struct of this package by their names in JSON; a nil one is absent.
func plainRecord(value reflect.Value) any {
	described := value.Type()
	if described.PkgPath() != ownPackage {
		return value.Interface()
	}
	members := newObject(described.NumField())
	for index, name := range fieldNames(described) {
		if name == "" {
			return value.Interface() // no type of the protocol
		}
		switch field := value.Field(index); field.Kind() {
		case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice, reflect.Func:
			if field.IsNil() {
				continue
			}
			fallthrough
		default:
			members.set(name, field.Interface())
		}
	}
	return members
}

var namesByType sync.Map

// fieldNames gives the names of the fields of a struct in JSON.
func fieldNames(described reflect.Type) []string {
	if names, isKnown := namesByType.Load(described); isKnown {
		return names.([]string)
	}
	names := make([]string, described.NumField())
	for index := range names {
		names[index], _, _ = strings.Cut(described.Field(index).Tag.Get("json"), ",")
	}
	namesByType.Store(described, names)
	return names
}

// fill puts what was read into a value of Go, which has its type by the same table.
func fill(target reflect.Value, read any) {
	switch target.Kind() {
	case reflect.Pointer:
		target.Set(reflect.New(target.Type().Elem()))
		fill(target.Elem(), read)
	case reflect.Struct:
		members := read.(*object)
		for index, name := range fieldNames(target.Type()) {
			if member := members.get(name); member != absent {
				fill(target.Field(index), member)
			}
		}
	case reflect.Map:
		members := plain(read).(*object)
		target.Set(reflect.MakeMapWithSize(target.Type(), len(members.members)))
		for _, each := range members.members {
			item := reflect.New(target.Type().Elem()).Elem()
			fill(item, each.value)
			target.SetMapIndex(reflect.ValueOf(each.name), item)
		}
	case reflect.Int64:
		number, _ := numberOf(read)
		target.SetInt(int64(number))
	case reflect.Float64:
		number, _ := numberOf(read)
		target.SetFloat(number)
	case reflect.Interface:
		if text, isText := read.(string); isText && target.Type() == reflect.TypeFor[CapabilityInput]() {
			read = CapabilityText(text)
		}
		if value := generic(read); value != nil {
			target.Set(reflect.ValueOf(value))
		}
	default:
		target.Set(reflect.ValueOf(read))
	}
}

// generic gives JSON as encoding/json does: with maps in place of objects.
func generic(read any) any {
	switch value := read.(type) {
	case *object:
		members := make(map[string]any, len(value.members))
		for _, each := range value.members {
			members[each.name] = generic(each.value)
		}
		return members
	case []string:
		return plainList(reflect.ValueOf(value))
	case []any:
		items := make([]any, len(value))
		for index, item := range value {
			items[index] = generic(item)
		}
		return items
	default:
		return read
	}
}

// numberOf gives a number of Go or of JSON.
func numberOf(raw any) (float64, bool) {
	switch value := plain(raw).(type) {
	case float64:
		return value, true
	case int64:
		return float64(value), true
	case uint64:
		return float64(value), true
	default:
		return 0, false
	}
}

// wholeNumber gives a number without a fraction, as JSON has them: 1.0 is one.
func wholeNumber(raw any) (float64, bool) {
	number, isNumber := numberOf(raw)
	return number, isNumber && number == math.Trunc(number) && !math.IsInf(number, 0)
}
