// one place: with two, it would be chance which of the pages the styles are built into
import 'virtual:uno.css'
