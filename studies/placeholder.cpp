namespace mainstay::studies {}
